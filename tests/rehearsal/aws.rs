//! Stands in for the interfaces of AWS that the hook calls, as far as it calls them: CodeDeploy, ECS, EventBridge
//! Scheduler and Application Auto Scaling. It answers on the loopback interface; boto3 finds it by `AWS_ENDPOINT_URL`.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDateTime, Utc};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::outcome::{Doing as _, Outcome};

/// The deployment's number.
pub const DEPLOYMENT: &str = "d-REHEARSAL";

/// How a hook ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookStatus {
    Succeeded,
    Failed,
}

/// A call of `ContinueDeployment` that was scheduled.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub at: DateTime<Utc>,
    /// What is called, and with what.
    pub target: String,
    pub input: Value,
}

/// What the stand-in knows.
#[derive(Default)]
pub struct State {
    /// Events of the deployment and how they stand, in order.
    pub events: Vec<(String, String)>,
    /// The task sets: external id, task definition, count.
    pub task_sets: Vec<(String, String, usize)>,
    /// Task definitions by ARN.
    pub definitions: BTreeMap<String, Value>,
    /// Answers of hooks by execution.
    pub hooks: BTreeMap<String, HookStatus>,
    pub schedules: BTreeMap<String, Schedule>,
    /// Whether service auto scaling is suspended, each time it was said.
    pub suspended: Vec<bool>,
    /// Whether the deployment runs.
    pub is_running: bool,
    /// What was called that nobody expected.
    pub surprises: Vec<String>,
}

/// The running stand-in.
pub struct Aws {
    state: Arc<Mutex<State>>,
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Aws {
    /// Starts it on a port of its own.
    pub async fn start() -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::<Mutex<State>>::default();
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                let service = service_fn(move |request| answer(Arc::clone(&state), request));
                tokio::spawn(async move {
                    drop(http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
                });
            }
        });
        Ok(Self { state, address, task })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Looks at or changes what it knows.
    pub fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Aws {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers anything; what cannot be read is refused.
async fn answer(state: Arc<Mutex<State>>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(operate(state, request).await.unwrap_or_else(|failure| {
        let mut response = Response::new(Full::new(Bytes::from(failure.to_string())));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        response
    }))
}

async fn operate(state: Arc<Mutex<State>>, request: Request<Incoming>) -> Outcome<Response<Full<Bytes>>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let target = parts.headers.get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let operation = match parts.uri.path().strip_prefix("/schedules/") {
        Some(name) => format!("CreateSchedule {name}"),
        None => target.rsplit('.').next().unwrap_or_default().to_owned(),
    };
    let input: Value = serde_json::from_slice(&body).doing(format!("the body of {operation}"))?;
    let answered = state.lock().unwrap_or_else(PoisonError::into_inner).call(&operation, &input);
    let (status, body) = match answered {
        Ok(value) => (200, value),
        Err(code) => (400, json!({"__type": code, "message": format!("{operation} is refused here")})),
    };
    let mut response = Response::builder().status(status).header("content-type", "application/x-amz-json-1.1");
    if let Some(code) = body["__type"].as_str() {
        response = response.header("x-amzn-errortype", code);
    }
    Ok(response.body(Full::new(Bytes::from(body.to_string())))?)
}

impl State {
    fn call(&mut self, operation: &str, input: &Value) -> Result<Value, &'static str> {
        if let Some(name) = operation.strip_prefix("CreateSchedule ") {
            return self.schedule(name, input);
        }
        match operation {
            "GetDeploymentTarget" => Ok(self.deployment_target()),
            "ListDeployments" => {
                let running: Vec<&str> = self.is_running.then_some(DEPLOYMENT).into_iter().collect();
                Ok(json!({"deployments": running}))
            }
            "PutLifecycleEventHookExecutionStatus" => self.put_status(input),
            "DescribeServices" => {
                Ok(json!({"services": [{"taskSets": self.task_sets.iter().map(|(id, definition, count)| {
                json!({"externalId": id, "taskDefinition": definition, "computedDesiredCount": count})
            }).collect::<Vec<_>>()}]}))
            }
            "DescribeTaskDefinition" => {
                let arn = input["taskDefinition"].as_str().unwrap_or_default();
                let definition = self.definitions.get(arn).ok_or("ClientException")?;
                Ok(json!({"taskDefinition": definition}))
            }
            "RegisterScalableTarget" => {
                let suspended = &input["SuspendedState"];
                let all = ["DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended"];
                self.suspended.push(all.iter().all(|what| suspended[*what] == true));
                Ok(json!({}))
            }
            other => {
                self.surprises.push(other.to_owned());
                Err("UnknownOperationException")
            }
        }
    }

    fn deployment_target(&self) -> Value {
        let events: Vec<Value> =
            self.events.iter().map(|(name, status)| json!({"lifecycleEventName": name, "status": status})).collect();
        json!({"deploymentTarget": {"deploymentTargetType": "ECSTarget",
            "ecsTarget": {"deploymentId": DEPLOYMENT, "lifecycleEvents": events}}})
    }

    fn put_status(&mut self, input: &Value) -> Result<Value, &'static str> {
        let execution = input["lifecycleEventHookExecutionId"].as_str().unwrap_or_default();
        let status = match input["status"].as_str() {
            Some("Succeeded") => HookStatus::Succeeded,
            Some("Failed") => HookStatus::Failed,
            _ => return Err("InvalidLifecycleEventHookExecutionStatusException"),
        };
        if self.hooks.contains_key(execution) {
            return Err("LifecycleEventAlreadyCompletedException");
        }
        self.hooks.insert(execution.to_owned(), status);
        Ok(json!({"lifecycleEventHookExecutionId": execution}))
    }

    /// Only a one-time expression is understood, and only in UTC, as the scheduler reads one without a zone.
    fn schedule(&mut self, name: &str, input: &Value) -> Result<Value, &'static str> {
        if self.schedules.contains_key(name) {
            return Err("ConflictException");
        }
        let expression = input["ScheduleExpression"].as_str().unwrap_or_default();
        let at = expression.strip_prefix("at(").and_then(|rest| rest.strip_suffix(')'));
        let at = at.and_then(|at| NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M:%S").ok());
        let at = at.ok_or("ValidationException")?.and_utc();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let target = &input["Target"];
        let called = serde_json::from_str(&text(&target["Input"])).map_err(|_| "ValidationException")?;
        self.schedules.insert(name.to_owned(), Schedule { at, target: text(&target["Arn"]), input: called });
        Ok(json!({"ScheduleArn": format!("arn:aws:scheduler:eu-central-1:123456789012:schedule/default/{name}")}))
    }
}
