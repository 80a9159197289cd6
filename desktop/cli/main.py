"""Reading a command line and answering it: exit status 0, 1 for a refusal or failure, 2 for wrong use."""

from __future__ import annotations

import argparse
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

from db.rules.errors import BrokerdeskError, WrongUseError
from desktop.cli import (
    alerts,
    calling,
    charting,
    claims,
    deals,
    deciding,
    dispositions,
    documents,
    duplicates,
    follow_ups,
    leads,
    listings,
    looking,
    making,
    mortgage,
    routing,
    underwriting,
    work,
    working,
)
from desktop.cli.answers import Answer, show
from desktop.cli.stopping import StoppedError, heeding_signals

_NO_COMMAND: Final = re.compile(r"argument COMMAND: invalid choice: '(.*?)' \(")
Command = Callable[[argparse.Namespace], Answer]


class _Parser(argparse.ArgumentParser):
    """One sentence on standard error for wrong use, not a page of usage."""

    def error(self, message: str) -> NoReturn:
        found = _NO_COMMAND.match(message)
        if found:
            raise WrongUseError(f"There is no command “{found[1]}”; the commands are {', '.join(COMMANDS)}.")
        too_many = message.partition("unrecognized arguments: ")[2]
        if too_many:
            raise WrongUseError(f"“{too_many}” is more than this command takes. See “{self.prog} --help”.")
        raise WrongUseError(f"{message[:1].upper()}{message[1:]}. See “{self.prog} --help”.")


def _common() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument("--office", default=argparse.SUPPRESS, help="the office's file or database address")
    common.add_argument("--as", dest="member", default=argparse.SUPPRESS, metavar="NAME", help="work as this member")
    common.add_argument("--password-stdin", action="store_true", default=argparse.SUPPRESS, help="read a password")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print one JSON document")
    return common


COMMANDS: Final[dict[str, tuple[Command, str]]] = {
    "new": (making.new, "make a new office"),
    "import": (making.import_files, "import contact files"),
    "export": (making.export, "export contacts to a file"),
    "backup": (making.backup, "copy the office to a file, verified"),
    "check": (making.check, "check the office: counts, references, pages"),
    "shots": (making.shots, "render every screen to PNG files"),
    "demo": (making.demo, "show the sample office without a screen"),
    "lists": (looking.lists, "the lists and their counts"),
    "list": (looking.list_rows, "the contacts of a list"),
    "show": (looking.show_contact, "everything about a contact"),
    "find": (looking.find, "search contacts"),
    "why": (looking.why, "why a contact is in a list, or not"),
    "leads": (leads.leads, "leads as rows: one for each action of a consumer"),
    "lead-status": (leads.lead_status, "set Lead Status, active or inactive"),
    "take-lead": (routing.take_lead, "take in a new lead and route it by the office's rules"),
    "routing": (routing.routing, "who gets a new lead: the rules in order; --try rehearses one"),
    "offers": (routing.offers, "the new leads that are offered to the member"),
    "take-offer": (routing.take_offer, "take a lead that is offered"),
    "pass-offer": (routing.pass_offer, "leave a lead that is offered to the others"),
    "listings": (listings.listings, "the listings; with files, import them"),
    "listing": (listings.listing, "one listing: facts, activity, who asked and who looked"),
    "reverse-market": (listings.reverse_market, "the contacts whose viewing history fits a listing"),
    "call-log": (listings.call_log, "import the log of calls to the smart number"),
    "charts": (charting.charts, "the charts there are"),
    "chart": (charting.chart, "the bars of a chart, each with the filter that opens its rows"),
    "history": (looking.history, "the newest steps"),
    "status": (working.status, "set the status of contacts"),
    "duplicates": (duplicates.duplicates, "pairs of contacts that may be one, with the reasons"),
    "merge": (duplicates.merge, "make one contact of two"),
    "not-same": (duplicates.not_same, "say that two contacts are not the same"),
    "lenders": (mortgage.lenders, "the lenders and how many contacts each has"),
    "lender": (mortgage.lender, "assign contacts to a lender, or to none"),
    "disposition": (dispositions.disposition, "press a disposition on contacts, with all its effects"),
    "dispositions": (dispositions.dispositions, "the dispositions: what each asks and does"),
    "transactions": (deals.transactions, "take in transactions of another system: a file, or a webhook's body"),
    "deals": (deals.deals, "the deals by stage"),
    "deal": (deals.deal, "one deal: form, checklist, what each stage does; --set changes the form"),
    "deal-stage": (deals.deal_stage, "move a deal to a stage, and its contact to the status that follows"),
    "deal-item": (deals.deal_item, "the checklist of a deal: add, done, again, remove"),
    "contract-fields": (documents.fields, "the fields a contract template may use; with ID, what they hold"),
    "contract-template": (documents.template, "the template of contracts: which one, another one, a copy"),
    "draft": (documents.draft, "draft the contract of a contact; --to only writes it"),
    "documents": (documents.documents, "the documents of a contact"),
    "document": (documents.document, "write what is in a document to a file"),
    "claim": (dispositions.claim, "make a contact of the pool yours"),
    "release": (dispositions.release, "send a contact back to the pool"),
    "assign": (dispositions.assign, "hand a contact to a member"),
    "claims": (claims.claims, "who holds which contacts since when, and what nobody has touched"),
    "approvals": (deciding.approvals, "the requests that wait for a broker"),
    "approve": (deciding.approve, "let a request take effect"),
    "refuse": (deciding.refuse, "say no to a request; nothing changes"),
    "underwriting": (underwriting.underwriting, "the offers whose numbers are asked for"),
    "answer-underwriting": (underwriting.answer, "answer with an offer's numbers; the agent is told"),
    "kpi": (deciding.kpi, "what each agent did: dials, conversations, appointments, offers, contracts"),
    "follow-up": (follow_ups.set_follow_up, "set a follow-up: half of what they said"),
    "agenda": (follow_ups.show_agenda, "tasks and appointments: overdue, today, this week, later"),
    "appointment": (follow_ups.make_appointment, "make an appointment; --ics writes it for other calendars"),
    "finish-task": (follow_ups.finish_task, "mark a task done, with what came of the call"),
    "log-call": (follow_ups.write_call, "log a call by hand"),
    "call-session": (calling.call_session, "call through a list: how far it is, and who is next"),
    "alerts": (alerts.alerts, "what the member is told and has not seen; --all for the rest"),
    "updates": (alerts.updates, "the requests for an update that wait for an answer"),
    "answer-update": (alerts.answer_update, "answer a request for an update"),
    "outbox": (alerts.outbox, "what waits to be sent, to whom, and why"),
    "work": (work.work, "do what runs by itself and is due now"),
    "undo": (working.undo, "take back a step"),
    "redo": (working.redo, "do again what was undone last"),
}


def _parser() -> argparse.ArgumentParser:
    common = _common()
    parser = _Parser(prog="brokerdesk", parents=[common], description="Brokerdesk on the command line.")
    verbs = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    subs = {name: verbs.add_parser(name, parents=[common], help=text) for name, (_run, text) in COMMANDS.items()}
    modules = (
        making, looking, mortgage, leads, routing, listings, charting, duplicates, dispositions, deciding, deals,
        underwriting,
        follow_ups, calling, alerts, working, work, documents, claims,
    )  # fmt: skip
    for module in modules:
        module.arguments(subs)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status: 143 (128 and the signal's number) when the process was told to end."""
    try:
        with heeding_signals():
            return _run(argv)
    except StoppedError as error:
        print("Stopped from outside. What was not finished was not written.", file=sys.stderr)
        return error.status


def _run(argv: Sequence[str] | None) -> int:
    try:
        arguments = _parser().parse_args(argv)
        if not arguments.command:
            raise WrongUseError(f"Name a command: {', '.join(COMMANDS)}.")
        for name, value in (("office", ""), ("member", ""), ("password_stdin", False), ("json", False)):
            if not hasattr(arguments, name):
                setattr(arguments, name, value)
        arguments.office = arguments.office or os.environ.get("BROKERDESK_OFFICE", "")
        _check_texts(arguments)
        answer = COMMANDS[arguments.command][0](arguments)
        return _print(answer, as_json=arguments.json)
    except WrongUseError as error:
        print(error.sentence, file=sys.stderr)
        return 2
    except BrokerdeskError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except StoppedError:
        raise
    except KeyboardInterrupt:
        print("Stopped. What was not finished was not written.", file=sys.stderr)
        return 1
    except Exception as error:
        print(_own_fault(error), file=sys.stderr)
        return 1


def _check_texts(arguments: argparse.Namespace) -> None:
    """WrongUseError for a word that is no text; a file's name may be any bytes."""
    texts = {name: value for name, value in vars(arguments).items() if name not in ("path", "office")}
    texts["text"] = " ".join(texts.get("text", ()))
    for value in texts.values():
        if isinstance(value, str) and not value.isprintable() and not _is_text(value):
            raise WrongUseError(f"{value!r} is no text in UTF-8.")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _print(answer: Answer, *, as_json: bool) -> int:
    try:
        show(answer, as_json=as_json)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is tried again at exit
        if not isinstance(error, BrokenPipeError):  # else the reader of our output has had enough
            print(f"The answer could not be written: {error.strerror}. What was asked is done.", file=sys.stderr)
        return 1
    return answer.status


def _own_fault(error: Exception) -> str:
    """What nobody expected, in one line with the place in the program: for the person, and for who mends it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"Brokerdesk met a fault of its own ({what}{place}). What was not finished was not written."
