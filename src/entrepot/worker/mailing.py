"""The job that sends one e-mail: never twice unless somebody says so.

Before the text leaves, the job says so in its progress. Whoever takes the job up again and finds that, does not know
whether it was sent: the job ends as `unknown`, and an operator replays it (send again) or cancels it (leave it).
"""

from entrepot.actions import mail
from entrepot.book.events import EventCode
from entrepot.book.jobs.backoff import USUAL
from entrepot.book.mail.errors import MAIL_REFUSED
from entrepot.book.mail.events import MAIL_DOUBTFUL, MAIL_FAILED, MAIL_SENT
from entrepot.errors import Invalid, NotFound
from entrepot.worker import smtp
from entrepot.worker.handlers import Background
from entrepot.worker.task import Doubt, Retry, Task

LEFT = "The text is on its way to the mail server."
HERE = "The mail server did not take the text."


def register(background: Background) -> None:
    """Send e-mails, and be told of orders that are sent."""
    background.handlers.add(mail.KIND, send, per_lane=4)
    background.store.listeners.subscribe("mail", mail.tell)


def send(task: Task) -> None:
    """One attempt; raises Retry for another one, Doubt when nobody knows."""
    job = task.job
    if job.progress is not None and job.progress.get("message") == LEFT:
        raise _doubt(task, "the server was stopped while the e-mail left")
    try:
        letter = task.store.read_now(lambda uow: mail.letter_of(uow, job.organization_id, job.payload))
        message = smtp.message_of(letter, task.settings, str(job.id), task.clock)
        taken = smtp.send(task.settings, letter, message, lambda: _leaves(task))
    except smtp.Doubtful as error:
        raise _doubt(task, str(error)) from error
    except smtp.NotNow as error:
        task.progress(0, 1, HERE)
        if job.attempts >= USUAL.attempts:
            _note(task, MAIL_FAILED, f"The e-mail could not be sent in {job.attempts} attempts: {error}.")
        raise Retry(str(error)) from error
    except smtp.Refused as error:
        task.progress(0, 1, HERE)
        _note(task, MAIL_FAILED, f"The e-mail was refused: {error}.")
        raise Invalid(MAIL_REFUSED, f"The mail server refused the e-mail: {error}.") from error
    except (Invalid, NotFound) as error:
        _note(task, MAIL_FAILED, f"The e-mail was not sent: {error.message}")
        raise
    words = f"Sent by e-mail to {', '.join(taken.to)}."
    if taken.refused:
        words += f" Refused: {'; '.join(f'{address}: {said}' for address, said in taken.refused.items())}."
    task.settle(lambda uow: mail.note(uow, job.organization_id, job.payload, MAIL_SENT, words))


def _leaves(task: Task) -> None:
    task.check()
    task.progress(0, 1, LEFT)


def _note(task: Task, code: EventCode, words: str) -> None:
    task.store.write_now(lambda uow: mail.note(uow, task.job.organization_id, task.job.payload, code, words))


def _doubt(task: Task, why: str) -> Doubt:
    words = f"Nobody knows whether the e-mail was sent: {why}. Job {task.job.id} says so; replay it to send it again."
    _note(task, MAIL_DOUBTFUL, words)
    return Doubt(f"Nobody knows whether it was sent: {why}.")
