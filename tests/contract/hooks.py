"""What makes a request that fits the schema one that can be granted, where that depends on more than its schema."""

import itertools
import json
import os
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


@schemathesis.hook
def before_call(context, case, kwargs):
    # Limits count by address; nobody types as fast as this run.
    number = next(addresses)
    case.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    if case.meta is not None and case.meta.generation.mode.is_positive:
        agree(case)


def agree(case):
    """Makes the parts of a request agree with each other, which no schema can ask for."""
    operation = case.operation.definition.raw.get("operationId")
    body, query = case.body, case.query
    if operation == "authenticate" and isinstance(body, dict):
        body.update(username=os.environ["CONTRACT_LOGIN"], password=os.environ["CONTRACT_PASSWORD"])
    if operation == "listTrips" and isinstance(query, dict):
        if "after" in query or "before" in query:
            query.pop("sort", None)
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
    "replaceTrip": {"status"},
    "changeTrip": {"status", "endDate", "budgetAmount", "budgetCurrency"},
}


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Lets pass what was refused because of the state that the portal is in."""
    if response.status_code != 400 or type(failure).__name__ != "RejectedPositiveData":
        return True
    operation = case.operation.definition.raw.get("operationId")
    problem = json.loads(response.content)
    named = {error["field"] for error in problem.get("fieldErrors", [])}
    if problem["message"] == "error.idnotfound":
        return False
    return not named or not named <= STATE.get(operation, set())
