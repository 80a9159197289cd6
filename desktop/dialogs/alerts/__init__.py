"""The panel under the bell: what is offered, what is asked, and the news."""
