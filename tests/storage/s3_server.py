"""A server that speaks as S3 does for the tests of attachments: moto, with an empty bucket `trips`.

    s3_server.py

It prints its port. For each line it reads it prints what the bucket holds, as one JSON object: the keys and sizes of
`objects`, and how many `uploads` in parts are under way. It ends when its standard input is closed.
"""

import json
import sys

import boto3
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
_, port = server.get_host_and_port()
s3 = boto3.client(
    "s3",
    endpoint_url=f"http://127.0.0.1:{port}",
    region_name="eu-west-3",
    aws_access_key_id="x",
    aws_secret_access_key="x",
)
s3.create_bucket(Bucket="trips", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
print(port, flush=True)
for _ in sys.stdin:
    objects = s3.list_objects_v2(Bucket="trips").get("Contents", [])
    uploads = s3.list_multipart_uploads(Bucket="trips").get("Uploads", [])
    told = {"objects": [[one["Key"], one["Size"]] for one in objects], "uploads": len(uploads)}
    print(json.dumps(told), flush=True)
server.stop()
