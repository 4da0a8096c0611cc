"""The deployment: private stores, functions that find what they read, and a front that leads to them."""

import ast
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

from handler.http.access_log import watch
from handler.http.given_secret import SHORTEST
from handler.http.message import Request, respond
from handler.routes import ROUTES
from infra.package import ROOT, RUNTIME
from schema.loading.catalogue import load_catalogue
from tests.support.infra.template import (
    TEMPLATE,
    bucket_statements,
    of_type,
    outputs,
    parameters,
    properties,
    resource,
)
from tests.support.measuring import outside
from webform.openapi.document import openapi_document

FUNCTIONS = {"submit": "SubmitFunction", "lookup": "LookupFunction", "collect": "CollectFunction"}
BUCKETS = ("DataBucket", "SiteBucket")


@pytest.mark.programs
def test_cfn_lint_finds_nothing_but_what_the_regions_in_mainland_china_refuse() -> None:
    """`deploy` refuses them before it makes anything, and says these two."""
    program = str(Path(sys.executable).with_name("cfn-lint"))
    asked = ["--include-checks", "I", "--regions", "us-east-1", "cn-north-1", "--format", "json"]
    command = [program, *asked, "--", str(TEMPLATE)]
    done = subprocess.run(command, env=outside(), capture_output=True, text=True, check=False)

    found = [(each["Rule"]["Id"], *each["Message"].split("'")[1::2]) for each in json.loads(done.stdout)]
    assert (sorted(found), done.stderr) == (
        [
            ("E3006", "AWS::CloudFront::Function", "cn-north-1"),
            ("E3006", "AWS::CloudFront::OriginAccessControl", "cn-north-1"),
        ],
        "",
    )


def test_it_is_short_enough_to_be_deployed_without_a_bucket_for_it() -> None:
    assert TEMPLATE.stat().st_size < 51_200


@pytest.mark.parametrize("bucket", BUCKETS)
def test_every_bucket_is_private_encrypted_and_for_tls_only(bucket: str) -> None:
    made = properties(bucket)
    assert made["PublicAccessBlockConfiguration"] == dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    assert made["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert made["BucketEncryption"]["ServerSideEncryptionConfiguration"] == [
        {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    ]
    assert properties(f"{bucket}Policy")["Bucket"] == bucket
    assert bucket_statements(f"{bucket}Policy")[0] == {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:{bucket}", f"arn:{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }


def test_the_records_are_versioned_outlive_the_stack_and_never_expire() -> None:
    made = resource("DataBucket")
    assert (made["DeletionPolicy"], made["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")
    assert made["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    [rule] = made["Properties"]["LifecycleConfiguration"]["Rules"]
    assert rule.keys() == {"Id", "Status", "AbortIncompleteMultipartUpload"}


def test_attachments_are_posted_to_the_data_bucket_from_our_own_pages_alone() -> None:
    [rule] = properties("DataBucket")["CorsConfiguration"]["CorsRules"]
    [[_, origins]] = [rule["AllowedOrigins"]["Fn::Split"]]
    assert rule["AllowedMethods"] == ["POST"]
    assert origins == {
        "Fn::Join": [
            " ",
            [
                "https://${Distribution.DomainName}",
                {"Fn::If": ["OwnDomain", "https://DomainName", "AWS::NoValue"]},
                {"Fn::If": ["Elsewhere", "AllowedOrigins", "AWS::NoValue"]},
            ],
        ]
    }
    assert outputs()["UploadOrigin"]["Value"] == "https://DataBucket.s3.${AWS::Region}.${AWS::URLSuffix}"


def test_only_the_distribution_reads_the_site() -> None:
    _, allowed = bucket_statements("SiteBucketPolicy")
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert allowed["Action"] == ["s3:GetObject", "s3:ListBucket"]
    assert allowed["Condition"]["StringEquals"]["AWS:SourceArn"].endswith(":distribution/Distribution")
    assert of_type("AWS::S3::Bucket") == set(BUCKETS)


@pytest.mark.parametrize("side", FUNCTIONS)
def test_a_functions_environment_is_what_its_code_reads(side: str) -> None:
    shared = [ROOT / "handler" / name for name in ("access/filing_codes.py", "submit/settings.py")]
    files = {*(ROOT / "handler" / side).glob("*.py"), *(shared if side != "collect" else [])}
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    read = set(re.findall(r"environ(?:ment)?(?:\[|\.get\()\"(\w+)\"", code))
    assert read
    assert properties(FUNCTIONS[side])["Environment"]["Variables"].keys() == read
    assert properties(FUNCTIONS[side])["Environment"]["Variables"]["STORE"] == "s3://DataBucket"


@pytest.mark.parametrize("side", FUNCTIONS)
def test_a_functions_handler_exists(side: str) -> None:
    module, _, name = properties(FUNCTIONS[side])["Handler"].rpartition(".")
    found = find_spec(module)
    assert module == f"handler.{side}.aws_entry"
    assert found
    assert found.origin
    body = ast.parse(Path(found.origin).read_text(encoding="utf-8")).body
    assigned = {
        ast.unparse(target) for made in body if isinstance(made, ast.Assign) for target in made.targets
    }
    assert name in assigned


def test_each_function_runs_its_own_package() -> None:
    assert {side: properties(name)["Code"]["S3Key"] for side, name in FUNCTIONS.items()} == {
        "submit": "CodeKey",
        "lookup": "CodeKey",
        "collect": "CollectCodeKey",
    }


def test_the_functions_stop_before_the_api_does() -> None:
    assert properties("SubmitFunction")["Timeout"] == properties("LookupFunction")["Timeout"] == 25
    assert properties("CollectFunction")["Timeout"] == 29
    for function in FUNCTIONS.values():
        assert (properties(function)["Runtime"], properties(function)["Architectures"]) == (
            "python{}.{}".format(*RUNTIME),
            ["arm64"],
        )


@pytest.mark.parametrize(
    ("secret", "functions", "variable", "shortest"),
    [
        ("BureauKey", {"CollectFunction"}, "BUREAU_KEY", SHORTEST),
        ("CodeSecret", {"SubmitFunction", "LookupFunction"}, "CODE_SECRET", SHORTEST),
    ],
)
def test_each_secret_is_generated_long_enough_and_reaches_only_its_functions(
    secret: str, functions: set[str], variable: str, shortest: int
) -> None:
    reference = f"{{{{resolve:secretsmanager:{secret}:SecretString}}}}"
    given = {
        name: properties(name)["Environment"]["Variables"].get(variable)
        for name in of_type("AWS::Lambda::Function")
    }
    assert {name for name, value in given.items() if value == reference} == functions
    assert properties(secret)["GenerateSecretString"]["PasswordLength"] >= shortest
    assert TEMPLATE.read_text(encoding="utf-8").count("resolve:secretsmanager") == 3


def test_a_deployment_asks_for_codes_unless_told_otherwise() -> None:
    assert parameters()["Access"]["Default"] == "codes"


def test_every_function_keeps_its_log_for_a_set_time() -> None:
    assert of_type("AWS::Logs::LogGroup") == {"SubmitLog", "LookupLog", "CollectLog", "ApiLog"}
    for function in FUNCTIONS.values():
        log = function.replace("Function", "Log")
        assert properties(function)["LoggingConfig"]["LogGroup"] == log
        assert properties(log)["RetentionInDays"] == "LogDays"


def test_its_routes_are_the_addresses_that_the_functions_know_and_lead_to_them() -> None:
    integrations = {
        f"integrations/{name}": properties(name)["IntegrationUri"].removeprefix("arn:")
        for name in of_type("AWS::ApiGatewayV2::Integration")
    }
    routes = {
        properties(name)["RouteKey"]: integrations[properties(name)["Target"]]
        for name in of_type("AWS::ApiGatewayV2::Route")
    }
    assert routes == {
        f"{method} {route.path}": FUNCTIONS[route.function]
        for route in ROUTES
        for method in route.methods
        if method != "HEAD"  # nobody asks this front with it
    }


def test_the_api_may_call_the_functions_and_nobody_else_may() -> None:
    permissions = [properties(name) for name in of_type("AWS::Lambda::Permission")]
    assert {made["FunctionName"] for made in permissions} == set(FUNCTIONS.values())
    assert {made["Principal"] for made in permissions} == {"apigateway.amazonaws.com"}
    assert all(made["SourceArn"].endswith(":HttpApi/*/*") for made in permissions)
    assert of_type("AWS::Lambda::Url") == set()


def test_errors_crashes_guessing_and_silence_raise_an_alarm_on_metrics_that_are_written() -> None:
    lines: list[str] = []
    watched = watch(lambda _: respond(200, "text/plain", b""), lines.append, "stack")
    watched(Request(method="GET", path="/"))
    written = {metric["Name"] for metric in json.loads(lines[0])["_aws"]["CloudWatchMetrics"][0]["Metrics"]}
    alarms = {name: properties(name) for name in of_type("AWS::CloudWatch::Alarm")}
    assert alarms.keys() == {
        "ErrorsAlarm", "CrashAlarm", "LookupCrashAlarm", "GuessingAlarm", "SilenceAlarm",
    }  # fmt: skip
    own = [made for made in alarms.values() if made["Namespace"] == "AWS::StackName"]
    assert {made["MetricName"] for made in own} == {"Errors", "WrongCodes", "Filed"} <= written
    assert properties("SubmitFunction")["Environment"]["Variables"]["METRICS"] == "AWS::StackName"
    watched_by = {"CrashAlarm": "SubmitFunction", "LookupCrashAlarm": "LookupFunction"}
    for alarm, function in watched_by.items():
        assert alarms[alarm]["Namespace"] == "AWS/Lambda"
        assert alarms[alarm]["Dimensions"] == [{"Name": "FunctionName", "Value": function}]


def test_no_answer_that_the_pages_script_reads_is_replaced_by_the_cdn() -> None:
    """CloudFront puts its own page in the place of every answer of such a status, the functions' too.

    No page asks for an edition that is not there.
    """
    distribution = properties("Distribution")["DistributionConfig"]
    replaced = {
        str(made["ErrorCode"]) for made in distribution["CustomErrorResponses"] if "ResponsePagePath" in made
    }
    paths = openapi_document(load_catalogue())["paths"]
    read = {
        path: replaced
        & {code for code, said in operation["responses"].items() if said["description"] != "No such edition"}
        for path, item in paths.items()  # type: ignore[attr-defined]  # what was just made
        for method, operation in item.items()
        if method == "post"
    }
    assert replaced == {"404"}
    assert {path for path, statuses in read.items() if statuses} == set()


def test_the_api_is_throttled() -> None:
    assert properties("ApiStage")["DefaultRouteSettings"].keys() == {
        "ThrottlingRateLimit",
        "ThrottlingBurstLimit",
    }


def test_what_costs_is_made_only_where_it_is_asked_for() -> None:
    """A web ACL and the API's log; by default there is neither, and nothing names them."""
    assert [parameters()[name]["Default"] for name in ("RateLimit", "WebAclArn", "AccessLog")] == [
        "0",
        "",
        "no",
    ]
    assert resource("WebAcl")["Condition"] == "Limited"
    assert resource("ApiLog")["Condition"] == "AccessLogged"
    assert properties("ApiLog")["RetentionInDays"] == "LogDays"
    for named in (
        properties("Distribution")["DistributionConfig"]["WebACLId"],
        properties("ApiStage")["AccessLogSettings"],
    ):
        otherwise = named
        while isinstance(otherwise, dict):
            [condition, _, otherwise] = otherwise["Fn::If"]
            assert condition in ("Limited", "OwnWebAcl", "AccessLogged")
        assert otherwise == "AWS::NoValue"


@pytest.mark.parametrize(
    ("asked", "taken"), [("0", True), ("10", True), ("1000", True), ("1", False), ("9", False), ("-5", False)]
)
def test_a_limit_that_aws_would_refuse_is_refused_with_a_word(asked: str, taken: bool) -> None:
    """AWS itself would, after ten minutes, and roll everything back."""
    limit = parameters()["RateLimit"]
    assert bool(re.fullmatch(limit["AllowedPattern"], asked)) is taken
    assert "10" in limit["ConstraintDescription"]


def test_the_apis_log_names_no_receipt() -> None:
    """Whoever has its address sees it."""
    [_, settings, _] = properties("ApiStage")["AccessLogSettings"]["Fn::If"]
    assert "path" not in settings["Format"].lower()


def test_pages_carry_a_strict_policy_and_a_functions_own_stricter_one_stands() -> None:
    headers = properties("SecurityHeaders")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert headers["ContentSecurityPolicy"]["ContentSecurityPolicy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self' https://*.s3.${AWS::Region}.${AWS::URLSuffix}; "
        "form-action 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert {made["Override"] for made in headers.values()} == {False}
    distribution = properties("Distribution")["DistributionConfig"]
    [api] = distribution["CacheBehaviors"]
    assert api["PathPattern"] == "/api/*"
    for behaviour in (distribution["DefaultCacheBehavior"], api):
        assert behaviour["ResponseHeadersPolicyId"] == "SecurityHeaders"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/", "/index.html"),
        ("/2021/", "/2021/index.html"),
        ("/2021/print/", "/2021/print/index.html"),
        ("/2021/edition.json", "/2021/edition.json"),
        ("/static/form.js", "/static/form.js"),
        ("/2021", "301 /2021/"),
        ("/2021/print", "301 /2021/print/"),
        ("//elsewhere.example", "//elsewhere.example"),  # not sent to another site
        ("//elsewhere", "//elsewhere"),
        ("/\\elsewhere", "/\\elsewhere"),
        ("/%2felsewhere", "/%2felsewhere"),
    ],
)
@pytest.mark.browser  # the Node that comes with what drives it
def test_folders_have_index_documents(asked: str, answered: str) -> None:
    """Run in Node: CloudFront's own runtime is the same language without Node's modules."""
    code = properties("FolderIndex")["FunctionCode"]
    event = json.dumps({"request": {"uri": asked}})
    show = "r.statusCode ? r.statusCode + ' ' + r.headers.location.value : r.uri"
    script = f"{code}; const r = handler({event}); process.stdout.write({show})"
    node, _ = compute_driver_executable()
    done = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True)
    assert done.stdout == answered
