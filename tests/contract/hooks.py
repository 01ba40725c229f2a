"""What makes a request that fits the schema one that can be granted, where that depends on more than its schema."""

import itertools
import json
import os
import urllib.request
import uuid
from datetime import date

import schemathesis
from hypothesis import strategies as st

# Dates of our times, as the document's pattern asks: most of all dates lie elsewhere.
schemathesis.openapi.format(
    "date", st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(str)
)
schemathesis.openapi.format(
    "iana-time-zone",
    st.sampled_from(["UTC", "Europe/Paris", "Africa/Douala", "America/Argentina/Ushuaia"]),
)
# The place before a trip, in the order of ids; `agree` drops other orders.
schemathesis.openapi.format("cursor", st.uuids().map(lambda one: f"{one}~{one}"))

addresses = itertools.count(1)


class Account:
    """An account that signs in beside the run."""

    def __init__(self, login, password):
        self.login, self.password, self.token, self.id = login, password, None, None

    def sign_in(self, base_url):
        if self.token is None:
            body = json.dumps({"username": self.login, "password": self.password}).encode()
            request = urllib.request.Request(
                base_url + "/api/authenticate", body, {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request) as response:
                self.token = json.load(response)["id_token"]
        return f"Bearer {self.token}"

    def names(self, base_url):
        """What administrators can call it by."""
        if self.id is None:
            headers = {"Authorization": self.sign_in(base_url)}
            with urllib.request.urlopen(urllib.request.Request(base_url + "/api/account", headers=headers)) as response:
                self.id = str(json.load(response)["id"])
        return {self.login, self.id}


# The account of the run, which has to be able to sign in until its end, and one whose password it may change.
OWN = Account(os.environ["CONTRACT_LOGIN"], os.environ["CONTRACT_PASSWORD"])
SPARE = Account("spare." + OWN.login, os.environ["CONTRACT_SPARE_PASSWORD"])


def operation_of(case):
    return case.operation.definition.raw.get("operationId")


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.hook
def before_call(context, case, kwargs):
    # Limits count by address; nobody types as fast as this run.
    number = next(addresses)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    # Some checks send a wrong token on purpose; only the run's own is exchanged.
    if operation_of(case) == "changePassword" and case.headers.get("Authorization", "").startswith("Bearer ey"):
        case.headers["Authorization"] = SPARE.sign_in(case.operation.base_url.rstrip("/"))
    if operation_of(case) in ("replaceUser", "replaceUserById", "deleteUser"):
        spare_own_accounts(case)
    if is_positive(case):
        agree(case)


@schemathesis.hook
def after_call(context, case, response):
    if operation_of(case) == "changePassword" and response.status_code == 200:
        SPARE.password, SPARE.token = case.body["newPassword"], None


def spare_own_accounts(case):
    """Leads away from the accounts of the run whoever would rename, block or delete them: lists of users name them."""
    base_url = case.operation.base_url.rstrip("/")
    own = {name.lower() for account in (OWN, SPARE) for name in account.names(base_url)}
    for part in (case.path_parameters, case.body):
        for name in ("login", "id"):
            if isinstance(part, dict) and str(part.get(name)).lower() in own:
                part[name] = "nobody.at.all" if name == "login" else str(uuid.uuid4())


def agree(case):
    """Makes the parts of a request agree with each other, which no schema can ask for."""
    operation = operation_of(case)
    body, query = case.body, case.query
    if operation == "authenticate" and isinstance(body, dict):
        body.update(username=OWN.login, password=OWN.password)
    if isinstance(query, dict) and ("after" in query or "before" in query):
        query.pop("sort", None)
        if operation == "listAudits":
            for name in {"after", "before"} & set(query):
                query[name] = "2026-05-04T12:00:00Z~" + query[name].split("~")[-1]
    if operation == "createUser" and isinstance(body, dict) and not body.get("email"):
        # Optional in the schema, which changes share; a new account is invited there.
        body["email"] = f"somebody{next(addresses)}@example.com"
    if operation == "changePassword" and isinstance(body, dict):
        body["currentPassword"] = SPARE.password
    if operation == "addTraveller" and isinstance(body, dict):
        # Either somebody with an account, of whom there are few, or somebody without.
        body.pop("login", None)
        body["name"] = (body.get("name") or "").strip() or "Ada Lovelace"
    if operation == "createBatch" and isinstance(body, dict) and body.get("action") in ("tag", "untag"):
        body["tag"] = (body.get("tag") or "").strip() or "Q3"
    if operation in ("createTrip", "replaceTrip", "changeTrip") and isinstance(body, dict):
        if body.get("id"):
            body["id"] = case.path_parameters["id"]
        if body.get("startDate") and body.get("endDate"):
            body["startDate"], body["endDate"] = sorted((body["startDate"], body["endDate"]))
        if body.get("budgetAmount") is None or body.get("budgetCurrency") is None:
            body.pop("budgetAmount", None)
            body.pop("budgetCurrency", None)
        else:
            # A whole number is an amount in every currency.
            body["budgetAmount"] = int(body["budgetAmount"])


# Members whose rule depends on what is there by now: a trip's status on the present one, others on their counterparts,
# the name of a token on those of one's others, and the person a trip is shared with on who there is.
STATE = {
    "createToken": {"name"},
    "shareTrip": {"login"},
    "handOverTrip": {"login"},
    # Whether a traveller has an account, which their name is taken from.
    "changeTraveller": {"name", "email"},
    "limitSegment": {"travellers"},
    # Which trips there are.
    "createCalendarFeed": {"trip"},
    # Zero is no amount, which a schema could only say of one way to write it; a rate's digits; parts of this trip.
    "createExpense": {"amount", "rate", "segmentId", "receiptIds"},
    "replaceExpense": {"amount", "rate", "segmentId", "receiptIds"},
    # The trip's files; who sees the trip; what is on the list by now.
    "orderChecklist": {"items"},
    "createChecklistItem": {"person"},
    "replaceChecklistItem": {"person"},
    # How many decimals a number has no schema counts.
    "enterRate": {"rate"},
    # Some actions need a comment.
    "decide": {"comment"},
    # Who there is, and until a year from today.
    "nameDelegate": {"person", "firstDay", "lastDay"},
    # What is no other document has a country, and nobody keeps more than thirty.
    "createTravelDocument": {"country", "kind"},
    "replaceTravelDocument": {"country"},
    # How many rules there are; and how many decimals an amount has depends on its currency.
    "createPolicyRule": {"demand", "name", "amount"},
    "updatePolicyRule": {"demand", "version", "amount"},
    # The two ends of a period depend on each other, and on today.
    "reportSpend": {"from", "to"},
    # What a file has to hold no schema can say, and a text is rarely a table.
    "importTrips": {"file"},
    "readBookings": {"file"},
    # A place in a list by time is no place by id.
    "listChanges": {"after", "before"},
    "listNotifications": {"after", "before"},
    "listComments": {"after", "before"},
    # Who is mentioned.
    "createComment": {"text"},
    # Until a year from today; which parts stand in which, and how many links the trip has.
    "createTripLink": {"lastDay", "shows"},
    # Which addresses are public, and which things there are.
    "createWebhook": {"url", "subjects"},
    "replaceWebhook": {"url", "subjects"},
    "replaceComment": {"text"},
    # What filters there are, and the names of one's others.
    "createSavedFilter": {"name", "query"},
    "replaceSavedFilter": {"name", "query"},
    "replaceTrip": {"status"},
    # Which authorities there are.
    "createUser": {"authorities"},
    "replaceUser": {"authorities"},
    "replaceUserById": {"authorities"},
    "changeTrip": {"status", "endDate", "budgetAmount", "budgetCurrency"},
}


# Refusals that depend on what is stored, or on how easily a password is guessed.
NOT_IN_THE_SCHEMA = ("error.idnotfound", "error.keynotfound")
KINDS_NOT_IN_THE_SCHEMA = ("invalid-password", "login-already-used", "email-already-used")


# The same of single operations: which user an id or a login stands for, and which names are taken.
REFUSALS = {
    "createUser": {"error.idexists"},
    "replaceUser": {"error.idnull", "error.idinvalid", "error.lastadministrator"},
    "replaceUserById": {"error.idnull", "error.idinvalid", "error.lastadministrator"},
    "deleteUser": {"error.lastadministrator"},
    "createAuthority": {"error.idexists"},
    "deleteAuthority": {"error.builtin"},
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Lets pass what was refused because of the state that the portal is in."""
    kind = type(failure).__name__
    if kind == "AcceptedNegativeData" and isinstance(case.body, dict):
        # White space around a text is taken away before its length counts.
        texts = [text for text in case.body.values() if isinstance(text, str)]
        return all(text == text.strip() for text in texts)
    if response.status_code != 400 or kind != "RejectedPositiveData":
        return True
    if operation_of(case) == "attachFiles":
        # What is in a file decides, and random bytes are of no kind.
        return False
    problem = json.loads(response.content)
    if problem["message"] in NOT_IN_THE_SCHEMA or problem["type"].endswith(KINDS_NOT_IN_THE_SCHEMA):
        return False
    if problem["message"] in REFUSALS.get(operation_of(case), ()):
        return False
    named = {error["field"] for error in problem.get("fieldErrors", [])}
    return not named or not named <= STATE.get(operation_of(case), set())
