//! The table of routes: each with what it asks of its caller, from which the router, the guard and the OpenAPI document come.

use std::sync::Arc;

use aide::axum::ApiRouter;
use aide::axum::routing::{self, ApiMethodRouter};
use aide::operation::OperationHandler;
use aide::{OperationInput, OperationOutput};
use axum::handler::Handler;
use axum::middleware;

use super::guard::{Guard, guard};
use super::problem_kinds::Kind;
use super::service::App;
use crate::access::Permission;

/// What is said of a route beside its handler.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The name of the operation in the OpenAPI document: `makeLetter`.
    pub id: &'static str,
    /// What it asks of its caller, in the realm of its path.
    pub permission: Permission,
    /// What it does, in a line.
    pub summary: &'static str,
    /// What else is to be known, in Markdown.
    pub description: &'static str,
    /// The types of problems that it has of its own.
    pub problems: &'static [&'static Kind],
    /// Answers a repeated request itself, since what it answers is not all remembered.
    pub replays: bool,
    /// Calls are not counted: whoever looks after the service asks often.
    pub unmetered: bool,
    /// What is sent as a credential is not that of a caller: the route looks at it itself.
    pub own_credential: bool,
}

impl Operation {
    /// A route that has no problems of its own.
    pub const fn new(id: &'static str, permission: Permission, summary: &'static str) -> Self {
        Operation {
            id,
            permission,
            summary,
            description: "",
            problems: &[],
            replays: false,
            unmetered: false,
            own_credential: false,
        }
    }

    /// Says more of it.
    #[must_use]
    pub const fn about(mut self, description: &'static str) -> Self {
        self.description = description;
        self
    }

    /// Names the problems that it has of its own.
    #[must_use]
    pub const fn problems(mut self, problems: &'static [&'static Kind]) -> Self {
        self.problems = problems;
        self
    }

    /// It answers a repeated request itself.
    #[must_use]
    pub const fn replays_itself(mut self) -> Self {
        self.replays = true;
        self
    }

    /// Its calls are not counted.
    #[must_use]
    pub const fn unmetered(mut self) -> Self {
        self.unmetered = true;
        self
    }

    /// It looks at the credential itself.
    #[must_use]
    pub const fn shows_own_credential(mut self) -> Self {
        self.own_credential = true;
        self
    }
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path, with names in braces.
    pub path: &'static str,
    /// The group it is listed in.
    pub tag: &'static str,
    /// What is said of it.
    pub operation: Operation,
}

/// Routes as they are added.
pub struct Routes {
    app: App,
    tag: &'static str,
    pub(super) router: ApiRouter<App>,
    /// A row for each.
    pub table: Vec<Route>,
}

macro_rules! method {
    ($name:ident, $with:ident, $method:literal) => {
        #[doc = concat!("Adds a route for ", $method, ".")]
        #[must_use]
        pub fn $name<H, I, O, T>(self, path: &'static str, operation: Operation, handler: H) -> Self
        where
            H: Handler<T, App> + OperationHandler<I, O>,
            I: OperationInput,
            O: OperationOutput,
            T: 'static,
        {
            let tag = self.tag;
            let router = routing::$with(handler, |described| {
                super::openapi::describe(described, tag, &operation)
            });
            self.add($method, path, operation, router)
        }
    };
}

impl Routes {
    /// No routes yet.
    pub fn new(app: App) -> Self {
        super::openapi::begin();
        Routes { app, tag: "", router: ApiRouter::new(), table: Vec::new() }
    }

    /// The routes that follow are listed in this group.
    #[must_use]
    pub fn group(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    method!(get, get_with, "GET");
    method!(post, post_with, "POST");
    method!(put, put_with, "PUT");
    method!(patch, patch_with, "PATCH");
    method!(delete, delete_with, "DELETE");

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        operation: Operation,
        router: ApiMethodRouter<App>,
    ) -> Self {
        let route = Route { method, path, tag: self.tag, operation };
        let state = Guard { app: Arc::clone(&self.app), route: Arc::new(route.clone()) };
        let router = router.route_layer(middleware::from_fn_with_state(state, guard));
        self.router = self.router.api_route(path, router);
        self.table.push(route);
        self
    }
}
