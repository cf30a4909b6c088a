"""What deliveries say: bodies as the vendors' pages show them, and the events that a person would read out of them."""

import base64
import hashlib
import json

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MIRA = {"email": "mira@example.com", "givenName": "Mira", "familyName": "Okafor"}


class Book:
    """Collects vectors."""

    def __init__(self):
        self.vectors = []

    def add(self, name, source, body, expect, headers=None, generic=None):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        delivery = {"headers": headers or {}}
        if generic:
            delivery["generic"] = generic
        self.vectors.append(
            {"name": f"{source}: {name}", "source": source, "delivery": delivery, "body": base64.b64encode(raw).decode(), "expect": expect}
        )
        return raw

    def says(self, name, source, body, *events, id=None, raw=None, **given):
        """Each event as {type, …}; id, source and thin (false) are filled in."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        identity = id or hashlib.sha256(source.encode() + b"\n" + data).hexdigest()
        whole = json.loads(data) if raw is None else raw
        full = [
            {
                "id": identity if len(events) == 1 else f"{identity}#{at}",
                "source": source,
                "thin": False,
                "raw": whole if len(events) == 1 else event.pop("raw"),
                **event,
            }
            for at, event in enumerate(events, 1)
        ]
        self.add(name, source, body, {"events": full}, **given)

    def refused(self, name, source, body, says, **given):
        self.add(name, source, body, {"error": "webhook_invalid", "says": says}, **given)


def bamboohr(book):
    event = lambda kind: {"type": f"employee.{kind}", "timestamp": "2026-01-31T18:42:00+0000", "data": {"companyId": "12345", "employeeId": "67890"}}
    thin = {"externalId": "67890", "thin": True}
    book.says("created is a joiner, thin", "bamboohr", event("created"), {"type": "joiner", **thin})
    changed = event("updated")
    changed["data"]["changedFields"] = ["status"]
    book.says("updated may be a termination, so it is a thin mover", "bamboohr", changed, {"type": "mover", "effectiveAt": "2026-01-31T18:42:00Z", **thin})
    book.says("deleted is a leaver", "bamboohr", event("deleted"), {"type": "leaver", "effectiveAt": "2026-01-31T18:42:00Z", **thin})
    book.says("another event is other", "bamboohr", event("promoted"), {"type": "other", "externalId": "67890"})
    form = b"type=employee.updated&timestamp=2026-01-31T18%3A42%3A00%2B0000&data[companyId]=12345&data[employeeId]=67890&data[changedFields][0]=firstName"
    raw = {"type": "employee.updated", "timestamp": "2026-01-31T18:42:00+0000", "data": {"companyId": "12345", "employeeId": "67890", "changedFields": {"0": "firstName"}}}
    book.says("a form post says the same", "bamboohr", form, {"type": "mover", "effectiveAt": "2026-01-31T18:42:00Z", **thin}, raw=raw, headers=FORM)
    book.says("JSON that is called a form, as curl does, is JSON", "bamboohr", event("created"), {"type": "joiner", **thin}, headers=FORM)
    fields = lambda status: {"Work Email": {"value": "mira@example.com"}, "First Name": {"value": "Mira"}, "Last Name": {"value": "Okafor"}, "Status": {"value": status}}
    employees = [
        {"id": "1", "action": "Created", "timestamp": "2026-01-31T18:42:00+00:00", "changedFields": [], "fields": {**fields("Active"), "Hire Date": {"value": "2026-03-01"}}},
        {"id": "2", "action": "Updated", "timestamp": "2026-01-31T18:42:00+00:00", "changedFields": ["Job Title"], "fields": {**fields("Active"), "Job Title": {"value": "CFO"}}},
        {"id": "3", "action": "Updated", "timestamp": "2026-01-31T18:42:00+00:00", "changedFields": ["Status"], "fields": fields("Inactive")},
    ]
    who = {"email": "mira@example.com"}
    book.says(
        "a field-based webhook has several employees and says who they are",
        "bamboohr",
        {"employees": employees},
        {"type": "joiner", "effectiveAt": "2026-03-01", "person": MIRA, "who": who, "externalId": "1", "raw": employees[0]},
        {"type": "mover", "effectiveAt": "2026-01-31T18:42:00+00:00", "person": {**MIRA, "title": "CFO"}, "who": who, "externalId": "2", "raw": employees[1]},
        {"type": "leaver", "person": MIRA, "who": who, "externalId": "3", "raw": employees[2]},
    )


def hibob(book):
    event = lambda kind, **data: {"companyId": 636192, "type": kind, "triggeredBy": "3332883804594373380", "triggeredAt": "2025-01-08T13:06:26.915906", "version": "v2", "data": {"employeeId": "3332883854254932743", **data}}
    thin = {"externalId": "3332883854254932743", "thin": True}
    book.says("created", "hibob", event("employee.created"), {"type": "joiner", **thin})
    book.says("joined, on the day", "hibob", event("employee.joined"), {"type": "joiner", "effectiveAt": "2025-01-08", **thin})
    book.says("updated", "hibob", event("employee.updated", fieldUpdates=[{"id": "root.email"}]), {"type": "mover", **thin})
    book.says("inactivated is on leave or gone, so a thin mover", "hibob", event("employee.inactivated"), {"type": "mover", "effectiveAt": "2025-01-08", **thin})
    book.says("left is a leaver, on the day", "hibob", event("employee.left"), {"type": "leaver", "effectiveAt": "2025-01-08", **thin})
    book.says("deleted carries the mail address, so it need not be fetched", "hibob", event("employee.deleted", email="mira@example.com"), {"type": "leaver", "effectiveAt": "2025-01-08", "person": {"email": "mira@example.com"}, "who": {"email": "mira@example.com"}, "externalId": "3332883854254932743"})
    book.says("an entry of a table with its date", "hibob", event("table.entry.created", tableId="lifecycle", effectiveDate="2025-02-01"), {"type": "mover", "effectiveAt": "2025-02-01", **thin})
    book.says("time off is other", "hibob", event("timeoff.request.created"), {"type": "other", "externalId": "3332883854254932743"})
    for name, body, raw in [("bare", b"Ping test", "Ping test"), ("in quotes", b'"Ping test"', "Ping test"), ("with a line end", b"Ping test\n", "Ping test"), ("as an object", b'{"text":"Ping test"}', {"text": "Ping test"})]:
        book.says(f"the ping, {name}", "hibob", body, {"type": "ping"}, raw=raw)
    large = b'{"companyId":636192,"type":"employee.created","data":{"employeeId":3332883854254932743}}'
    book.says("an id beyond 2^53 keeps its digits", "hibob", large, {"type": "joiner", **thin}, raw={"companyId": 636192, "type": "employee.created", "data": {"employeeId": "3332883854254932743"}})


def gusto(book):
    def event(kind, **more):
        return {"uuid": "03ffbf0c-48a9-4f1c-932a-546413a26ad1", "event_type": kind, "resource_type": "Company", "resource_uuid": "5df911a0-e8e9-412d-8aaf-a46ad193dd96", "entity_type": "Employee", "entity_uuid": "bcfc9744-0ab3-4ef3-ab0d-e728255d659c", "timestamp": 1671058841, **more}

    person = "bcfc9744-0ab3-4ef3-ab0d-e728255d659c"
    now = "2022-12-14T23:00:41Z"
    for kind, wanted in {
        "created": {"type": "joiner"},
        "updated": {"type": "mover"},
        "terminated": {"type": "leaver"},
        "terminated_effective": {"type": "leaver", "effectiveAt": now},
        "termination_effective": {"type": "leaver", "effectiveAt": now},
        "termination_cancelled": {"type": "cancelled", "cancels": "leaver"},
        "rehired": {"type": "joiner"},
        "rehire_effective": {"type": "joiner", "effectiveAt": now},
        "rehire_cancelled": {"type": "cancelled", "cancels": "joiner"},
        "deleted": {"type": "leaver", "effectiveAt": now},
    }.items():
        book.says(kind, "gusto", event(f"employee.{kind}"), {**wanted, "externalId": person, "thin": True}, id="03ffbf0c-48a9-4f1c-932a-546413a26ad1")
    book.says("a form of an employee is no employee", "gusto", event("employee.form.updated", entity_type="Form"), {"type": "other", "externalId": person}, id="03ffbf0c-48a9-4f1c-932a-546413a26ad1")
    book.says("a payroll is other", "gusto", event("payroll.paid", entity_type="Payroll"), {"type": "other", "externalId": person}, id="03ffbf0c-48a9-4f1c-932a-546413a26ad1")
    book.says("the handshake is a ping", "gusto", {"verification_token": "6590f590-3dba-495e-9bea-c361e1e2efc0"}, {"type": "ping"}, raw={"verification_token": "[secret]"})


def deel(book):
    def event(kind, resource):
        return {"data": {"meta": {"event_type": kind, "organization_id": "org_abc123", "event_id": "evt_xyz789", "occurred_at": "2025-02-05T15:39:38.070Z"}, "resource": resource}, "timestamp": "2025-02-05T15:39:40.000Z"}

    who = {"email": "mira@example.com"}
    worker = {"id": "w-1", "first_name": "Mira", "last_name": "Okafor", "email": "mira@example.com", "start_date": "2025-03-01"}
    for kind in ("direct", "contractor", "eor"):
        book.says(f"employee.created.{kind}", "deel", event(f"employee.created.{kind}", worker), {"type": "joiner", "effectiveAt": "2025-03-01", "person": MIRA, "who": who, "externalId": "w-1"}, id="evt_xyz789")
    book.says("worker.v2.updated without a status is thin", "deel", event("worker.v2.updated", worker), {"type": "mover", "person": MIRA, "who": who, "externalId": "w-1", "thin": True}, id="evt_xyz789")
    ended = {"contract_id": "ctr_123456", "worker_email": "mira@example.com", "termination_date": "2025-03-31"}
    book.says("contract.terminated with its date", "deel", event("contract.terminated", [ended]), {"type": "leaver", "effectiveAt": "2025-03-31", "person": {"email": "mira@example.com"}, "who": who, "externalId": "ctr_123456"}, id="evt_xyz789")
    undated = {"contract_id": "ctr_123456", "worker_email": "mira@example.com"}
    book.says("contract.terminated without a date is thin: it may be months away", "deel", event("contract.terminated", [undated]), {"type": "leaver", "person": {"email": "mira@example.com"}, "who": who, "externalId": "ctr_123456", "thin": True}, id="evt_xyz789")
    two = [{**ended, "contract_id": "a"}, {**ended, "contract_id": "b"}]
    book.says("two of them in one delivery", "deel", event("contract.terminated", two), *({"type": "leaver", "effectiveAt": "2025-03-31", "person": {"email": "mira@example.com"}, "who": who, "externalId": one["contract_id"], "raw": one} for one in two), id="evt_xyz789")
    book.says("a draft of a contract is other", "deel", event("contract.created", {"id": "ctr"}), {"type": "other", "externalId": "ctr"}, id="evt_xyz789")


def personio(book):
    def event(kind, **payload):
        return {"company_id": "7", "event_name": kind, "occurred_at": "2026-03-01T00:00:00Z", "payload": payload}

    thin = {"externalId": "4711", "thin": True}
    for kind, wanted in {
        "person.created": {"type": "joiner"},
        "person.updated": {"type": "mover"},
        "person.deleted": {"type": "leaver", "effectiveAt": "2026-03-01T00:00:00Z"},
        "employment.started": {"type": "joiner", "effectiveAt": "2026-03-01T00:00:00Z"},
        "employment.updated": {"type": "mover"},
        "employment.terminated": {"type": "leaver", "effectiveAt": "2026-03-01T00:00:00Z"},
    }.items():
        book.says(kind, "personio", event(kind, person_id="4711"), {**wanted, **thin})
    book.says("a day of absence is other", "personio", event("absence-period.created", person_id="4711"), {"type": "other", "externalId": "4711"})


def factorial(book):
    bob = {"id": 52, "first_name": "Mira", "last_name": "Okafor", "email": "mira@example.com"}
    who = {"email": "mira@example.com"}
    full = {"person": MIRA, "who": who, "externalId": "52"}
    book.says("employee_created, named", "factorial", {"type": "employee_created", **bob}, {"type": "joiner", **full})
    book.says("employee_terminated with its date", "factorial", {"type": "employee_terminated", "data": {**bob, "terminated_on": "2026-04-30"}}, {"type": "leaver", "effectiveAt": "2026-04-30", **full})
    book.says("employee_unterminated calls it off", "factorial", {"type": "employee_unterminated", **bob}, {"type": "cancelled", "cancels": "leaver", "who": who, "externalId": "52"})
    book.says("Employees::Events::EmployeeTerminated", "factorial", {"subscription_type": "Employees::Events::EmployeeTerminated", **bob}, {"type": "leaver", **full})
    book.says("without a name it is a change to look into", "factorial", {**bob, "invited_on": "2021-10-22", "terminated_on": None}, {"type": "mover", **full, "thin": True})
    book.says("without a name but with a date of termination it is a leaver", "factorial", {**bob, "terminated_on": "2026-04-30"}, {"type": "leaver", "effectiveAt": "2026-04-30", **full})
    book.says("a shift is other", "factorial", {"type": "attendance_shift_created", "id": 9}, {"type": "other", "externalId": "9"})


def merge(book):
    def event(kind, **more):
        data = {"id": "0958cbc6", "remote_id": "19202938", "first_name": "Mira", "last_name": "Okafor", "work_email": "mira@example.com", "personal_email": "m@home.example", "employment_status": "ACTIVE", **more}
        return {"hook": {"id": "cb1fe0a7", "event": kind, "target": "https://example.com"}, "linked_account": {"id": "a3602c03", "integration": "Workday"}, "data": data}

    full = {"person": MIRA, "who": {"email": "mira@example.com"}, "externalId": "0958cbc6"}
    book.says("added", "merge", event("Employee.added", start_date="2026-02-01T00:00:00Z"), {"type": "joiner", "effectiveAt": "2026-02-01T00:00:00Z", **full})
    book.says("changed, and active, need not be fetched", "merge", event("Employee.changed"), {"type": "mover", **full})
    book.says("changed to inactive is a leaver", "merge", event("Employee.changed", employment_status="INACTIVE", termination_date="2026-02-28T00:00:00Z"), {"type": "leaver", "effectiveAt": "2026-02-28T00:00:00Z", **full})
    book.says("changed to pending is thin", "merge", event("Employee.changed", employment_status="PENDING"), {"type": "mover", **full, "thin": True})
    book.says("removed", "merge", event("Employee.removed"), {"type": "leaver", **full})
    book.says("a candidate is other", "merge", event("Candidate.changed"), {"type": "other", "externalId": "0958cbc6"})


def finch(book):
    def event(kind):
        return {"company_id": "720be419", "connection_id": "0aa3c3f6", "event_type": kind, "data": {"individual_id": "5f1d2a2b"}}

    headers = {"Finch-Event-Id": "msg_2SFMDibF3lmRw8DzX4t1JjiEZQl"}
    for kind in ("individual", "employment", "directory"):
        for verb, wanted in {"created": "joiner", "updated": "mover", "deleted": "leaver"}.items():
            book.says(f"{kind}.{verb}", "finch", event(f"{kind}.{verb}"), {"type": wanted, "externalId": "5f1d2a2b", "thin": True}, id="msg_2SFMDibF3lmRw8DzX4t1JjiEZQl", headers=headers)
    book.says("a finished job is other", "finch", {**event("job.data_sync_all.completed"), "data": {"job_id": "1"}}, {"type": "other"}, id="msg_2SFMDibF3lmRw8DzX4t1JjiEZQl", headers=headers)
    book.says("its test is a ping", "finch", {**event("test"), "data": {}}, {"type": "ping"})


def workos(book):
    def event(kind, state="active"):
        data = {
            "id": "directory_user_01FAEAJCR3ZBZ30D8BD1924TVG", "state": state, "idp_id": "00u1e8mutl6wlH3lL4x7", "object": "directory_user",
            "emails": [{"type": "home", "value": "m@home.example"}, {"type": "work", "value": "mira@example.com", "primary": True}],
            "username": "mira@example.com", "first_name": "Mira", "last_name": "Okafor", "directory_id": "directory_01",
            "custom_attributes": {"department_name": "Sales", "job_title": "CFO"},
        }
        return {"id": "event_01FKJ843CVE8F7BXQSPFH0M53V", "event": kind, "data": data, "created_at": "2026-01-31T18:42:00.500Z"}

    person = {"userName": "mira@example.com", **MIRA, "department": "Sales", "title": "CFO"}
    full = {"person": person, "who": {"email": "mira@example.com"}, "externalId": "directory_user_01FAEAJCR3ZBZ30D8BD1924TVG"}
    for kind, state, wanted in [
        ("created", "active", {"type": "joiner"}),
        ("updated", "active", {"type": "mover"}),
        ("updated", "inactive", {"type": "leaver"}),
        ("updated", "suspended", {"type": "leaver"}),
        ("deleted", "active", {"type": "leaver", "effectiveAt": "2026-01-31T18:42:00.500Z"}),
        ("created", "inactive", {"type": "joiner", "thin": True}),
    ]:
        book.says(f"{kind}, {state}", "workos", event(f"dsync.user.{kind}", state), {**full, **wanted}, id="event_01FKJ843CVE8F7BXQSPFH0M53V")
    for custom, wanted in (({"status": "Active"}, {"type": "leaver"}), ({"employment_status": "Full-Time"}, {"type": "leaver"})):
        off = event("dsync.user.updated", "inactive")
        off["data"]["custom_attributes"] = custom
        who = {name: value for name, value in person.items() if name not in ("department", "title")}
        book.says(f"the directory's state counts, whatever {next(iter(custom))} says", "workos", off, {**full, "person": who, **wanted}, id="event_01FKJ843CVE8F7BXQSPFH0M53V")
    book.says("a group is other", "workos", {"id": "event_02", "event": "dsync.group.created", "data": {"id": "directory_group_1"}}, {"type": "other", "externalId": "directory_group_1"}, id="event_02")


def standard_webhooks(book):
    headers = {"webhook-id": "msg_1"}

    def event(kind, **data):
        return {"type": kind, "timestamp": "2026-01-31T18:42:00Z", "data": data}

    mira = {"id": "7", "email": "mira@example.com", "firstName": "Mira", "lastName": "Okafor"}
    full = {"person": MIRA, "who": {"email": "mira@example.com"}, "externalId": "7"}
    for kind, wanted in {
        "employee.created": {"type": "joiner"},
        "worker.hired": {"type": "joiner"},
        "employee.updated": {"type": "mover", "thin": True},
        "user.deleted": {"type": "leaver"},
        "employee.terminated": {"type": "leaver"},
        "employee.rehired": {"type": "joiner"},
    }.items():
        book.says(kind, "standard-webhooks", event(kind, **mira), {**full, **wanted}, id="msg_1", headers=headers)
    book.says("a termination that is called off", "standard-webhooks", event("employee.termination_cancelled", **mira), {"type": "cancelled", "cancels": "leaver", "who": full["who"], "externalId": "7"}, id="msg_1", headers=headers)
    book.says("with a date", "standard-webhooks", event("worker.terminated", effectiveDate="2026-06-30", workerId="W-1", worker={"email": "mira@example.com", "given_name": "Mira", "family_name": "Okafor"}), {"type": "leaver", "effectiveAt": "2026-06-30", "person": MIRA, "who": full["who"], "externalId": "W-1"}, id="msg_1", headers=headers)
    book.says("thin, as the specification calls it", "standard-webhooks", event("user.created", id="7"), {"type": "joiner", "externalId": "7", "thin": True}, id="msg_1", headers=headers)
    book.says("data squashed into the whole", "standard-webhooks", {"type": "user.created", **mira}, {"type": "joiner", **full}, id="msg_1", headers=headers)
    lea, admin = {"id": "7", "firstName": "Lea"}, {"id": "1", "email": "hr-admin@example.com", "title": "HR", "department": "People"}
    for kind, body in {
        "beside the employee": event("employee.terminated", employee=lea, user=admin),
        "in an event about an employee": event("employee.terminated", id="7", user=admin),
        "beside the person's own name": event("user.deactivated", **lea, user=admin),
        "at the top": {**event("employee.terminated", id="7"), "user": admin, "email": "hr-admin@example.com"},
    }.items():
        book.says(f"a user {kind} is another person", "standard-webhooks", body, {"type": "leaver", "externalId": "7", "thin": True}, id="msg_1", headers=headers)
    whole = {**lea, "email": "lea@example.com"}
    theirs = {"person": {"email": "lea@example.com", "givenName": "Lea"}, "who": {"email": "lea@example.com"}, "externalId": "7"}
    book.says("nothing of a second person comes into the first", "standard-webhooks", event("employee.created", employee=whole, user={**admin, "workEmail": "boss@example.com"}), {"type": "joiner", **theirs}, id="msg_1", headers=headers)
    book.says("a user whom a user's event is about", "standard-webhooks", event("user.deactivated", user={**whole, "id": "9"}), {"type": "leaver", **theirs, "externalId": "9"}, id="msg_1", headers=headers)
    book.says("the event's id is not the person's", "standard-webhooks", {"id": "evt_1", **event("user.deactivated", email="lea@example.com")}, {"type": "leaver", "person": {"email": "lea@example.com"}, "who": {"email": "lea@example.com"}}, id="msg_1", headers=headers)
    for day in ("12/31/2027", "31.12.2027", "20271231", "next Friday"):
        book.says(f"a last day that can't be read ({day}) is not today", "standard-webhooks", event("employee.terminated", **mira, terminationDate=day), {**full, "type": "leaver", "thin": True}, id="msg_1", headers=headers)
    book.says("a first day that can't be read is not today", "standard-webhooks", event("employee.created", startDate="12/31/2027", employee=mira), {**full, "type": "joiner", "thin": True}, id="msg_1", headers=headers)
    book.says("a date that is none", "standard-webhooks", event("employee.terminated", **mira, terminationDate="0000-00-00"), {**full, "type": "leaver"}, id="msg_1", headers=headers)
    book.says("a time in lower case, which RFC 3339 allows", "standard-webhooks", event("employee.terminated", **mira, terminationDate="2026-06-30t17:00:00z"), {**full, "type": "leaver", "effectiveAt": "2026-06-30T17:00:00Z"}, id="msg_1", headers=headers)
    for kind, what in {"employee.termination_deleted": "leaver", "employee.rehire.removed": "joiner"}.items():
        book.says(f"{kind} is called off", "standard-webhooks", event(kind, **mira), {"type": "cancelled", "cancels": what, "who": full["who"], "externalId": "7"}, id="msg_1", headers=headers)
    book.says("a hire that changes is a change", "standard-webhooks", event("hire.updated", **mira), {**full, "type": "mover", "thin": True}, id="msg_1", headers=headers)
    book.says("an invoice is other, whoever paid it", "standard-webhooks", event("invoice.created", **mira), {"type": "other", "externalId": "7"}, id="msg_1", headers=headers)
    book.says("ping", "standard-webhooks", event("ping"), {"type": "ping"}, id="msg_1", headers=headers)
    book.says("no type is other", "standard-webhooks", {"data": mira}, {"type": "other"}, id="msg_1", headers=headers)
    book.says("no header of the id: the digest", "standard-webhooks", event("user.created", id="7"), {"type": "joiner", "externalId": "7", "thin": True})


def okta(book):
    def event(kind, **more):
        return {"uuid": "14a42b00", "published": "2026-01-31T18:42:00.770Z", "eventType": kind, "outcome": {"result": "SUCCESS"}, "target": [{"id": "0oa1", "type": "AppInstance", "alternateId": "Zoom"}, {"id": "00u1", "type": "User", "alternateId": "mira@example.com", "displayName": "Mira Okafor"}], **more}

    def hook(*events):
        return {"eventType": "com.okta.event_hook", "eventTypeVersion": "1.0", "cloudEventsVersion": "0.1", "source": "https://example.okta.com", "eventId": "b5a188b9", "data": {"events": list(events)}}

    who = {"userName": "mira@example.com"}
    full = {"effectiveAt": "2026-01-31T18:42:00.770Z", "person": {**who, "displayName": "Mira Okafor"}, "who": who, "externalId": "00u1"}
    for kind, wanted in {
        "user.lifecycle.create": {"type": "joiner", "thin": True},
        "user.account.update_profile": {"type": "mover", "thin": True},
        "user.lifecycle.suspend": {"type": "mover", "thin": True},
        "user.lifecycle.deactivate": {"type": "leaver"},
    }.items():
        one = event(kind)
        book.says(kind, "okta", hook(one), {**full, **wanted}, id="b5a188b9", raw=one)
    first, second, third = event("user.lifecycle.create"), event("user.session.start"), event("user.lifecycle.deactivate", outcome={"result": "FAILURE"})
    book.says(
        "three events in one delivery, one of them of no matter and one that failed",
        "okta",
        hook(first, second, third),
        {**full, "type": "joiner", "thin": True, "raw": first},
        {"type": "other", "externalId": "00u1", "raw": second},
        {"type": "other", "externalId": "00u1", "raw": third},
        id="b5a188b9",
    )
    book.says("no events at all is other", "okta", hook(), {"type": "other"}, id="b5a188b9")


def rippling(book):
    form = b"event_name=employee.created&company_id=1&id=5f&company_primary_email=boss%40example.com"
    raw = {"event_name": "employee.created", "company_id": "1", "id": "5f", "company_primary_email": "boss@example.com"}
    book.says("a form, whose mail address is the company's and nobody's seat", "rippling", form, {"type": "joiner", "externalId": "5f", "thin": True}, raw=raw, headers=FORM)
    book.says("employee.terminated as JSON", "rippling", {"event": "employee.terminated", "data": {"id": "5f"}}, {"type": "leaver", "externalId": "5f", "thin": True})


def generic(book):
    scheme = {"signatureHeader": "x-s", "algorithm": "sha256", "encoding": "hex", "idHeader": "x-id"}
    event = {"event_type": "person.updated", "person": {"id": "7", "work_email": "mira@example.com", "first_name": "Mira", "last_name": "Okafor", "status": "active"}}
    wanted = {"type": "mover", "person": MIRA, "who": {"email": "mira@example.com"}, "externalId": "7"}
    book.says("the id of the header that is described", "generic", event, wanted, id="d-1", headers={"X-Id": "d-1"}, generic=scheme)
    book.says("without a description the digest", "generic", event, wanted, headers={"X-Id": "d-1"})


def refusals(book):
    for source in ("gusto", "standard-webhooks", "okta", "generic"):
        book.refused("an empty body", source, b"", "the body is empty")
        book.refused("a body that is not UTF-8", source, b"\xff\xfe", "is not UTF-8")
        book.refused("a body that is no JSON", source, b"{oops", "is not JSON (from byte 1 on)")
        book.refused("a body that is a list", source, b"[]", "is not a JSON object")
        book.refused("a body nested without end", source, b'{"a":' * 200, "is not JSON")
        book.refused("two documents in one body", source, b"{}{}", "is not JSON")
    book.says("a byte order mark is no fault", "gusto", b'\xef\xbb\xbf{"event_type":"employee.created"}', {"type": "joiner", "thin": True}, raw={"event_type": "employee.created"})
    book.says("a person that no tenant would take is none", "standard-webhooks", {"type": "user.created", "data": {"email": "not an address", "firstName": "Mi\nra"}}, {"type": "joiner", "thin": True})


def all_events():
    book = Book()
    for add in (bamboohr, hibob, gusto, deel, personio, factorial, merge, finch, workos, standard_webhooks, okta, rippling, generic, refusals):
        add(book)
    return book.vectors
