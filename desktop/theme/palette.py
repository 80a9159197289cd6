"""Our own QPalette for light and dark on Fusion, and the way back from a palette to the tokens."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from desktop.theme.tokens import DARK, LIGHT, Colours

Role = QPalette.ColorRole
Group = QPalette.ColorGroup


def make_palette(colours: Colours) -> QPalette:
    """The palette every widget inherits; disabled text is muted, never gone."""
    palette = QPalette()
    for role, colour in _roles(colours).items():
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(Group.Disabled, role, QColor(colours.edge))
    palette.setColor(Group.Disabled, Role.Highlight, QColor(colours.line))
    palette.setColor(Group.Disabled, Role.HighlightedText, QColor(colours.muted))
    return palette


def colours_of(palette: QPalette) -> Colours:
    """The tokens a widget paints with: it needs no theme handed in, and follows a change of palette."""
    # Not Window or Text: the style sheet writes those into the palette of single widgets. Nobody touches Mid.
    return DARK if palette.color(Role.Mid).lightness() < 128 else LIGHT


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    return {
        Role.Window: colours.window,
        Role.WindowText: colours.text,
        Role.Base: colours.surface,
        Role.AlternateBase: colours.window,
        Role.Text: colours.text,
        Role.PlaceholderText: colours.muted,
        Role.Button: colours.surface,
        Role.ButtonText: colours.text,
        Role.BrightText: colours.error,
        Role.Highlight: colours.accent,
        Role.HighlightedText: colours.on_accent,
        Role.Accent: colours.accent,
        Role.Link: colours.accent,
        Role.LinkVisited: colours.accent,
        Role.ToolTipBase: colours.surface,
        Role.ToolTipText: colours.text,
        Role.Light: colours.surface,
        Role.Midlight: colours.hover,
        Role.Mid: colours.line,
        Role.Dark: colours.edge,
        Role.Shadow: colours.shadow,
    }
