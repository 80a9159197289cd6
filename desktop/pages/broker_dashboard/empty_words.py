"""What a card says where nobody is counted: that the filters leave nobody, or why there is nobody at all."""

from __future__ import annotations

from desktop.pages.broker_dashboard.cards import CardSpec, Scope


def empty_words(spec: CardSpec, scope: Scope) -> tuple[str, str]:
    """A sentence and its second line. What narrows the card is named first: it may be the only reason."""
    ask = scope.ask
    if spec.ownerless and ask.agent:
        return "Nobody in the pool has an agent", "Choose all agents at the top to see the pool."
    if _narrowed(spec, scope):
        return f"No {spec.noun} is left by the filter", "Clear it at the top to see the whole office."
    if scope.at:
        return f"No {spec.noun} on that day", ""
    if spec.empty:
        return spec.empty, ""
    if spec.steps:
        return f"No {spec.title.lower()} in these {scope.step}s", ""
    return "No contacts yet", "Import some, or add one on the agent dashboard."


def _narrowed(spec: CardSpec, scope: Scope) -> bool:
    """Whether anything is chosen that narrows this very card."""
    ask = scope.ask
    chosen = {"agent": ask.agent, "source": ask.source, "type": ask.type, "period": ask.first or ask.last}
    return any(value and key in spec.narrowed_by for key, value in chosen.items())
