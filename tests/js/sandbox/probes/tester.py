"""Runs scim2-tester on a server and prints each check as a line of JSON. Reads the address and the token from its environment."""

import json
import os

from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import check_server

client = Client(base_url=os.environ["SCIM_URL"], headers={"Authorization": f"Bearer {os.environ['SCIM_TOKEN']}"})
for result in check_server(SyncSCIMClient(client)):
    print(json.dumps({"status": result.status.name, "check": result.title, "why": result.reason}))
