//! The real application in process, on a database of its own.

use crate::call::{Call, Reply};
use crate::database::{Backend, Filling, FreshDatabase, SMALL_WORLD};
use crate::time::{self, TestClock};
use crate::world;
use actix_web::body::to_bytes;
use actix_web::dev::Service;
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service};
use lamtheo_api::worker::Worker;
use lamtheo_api::{AppState, Settings, create_app};
use lamtheo_db::{Database, Db, Options};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use tempfile::TempDir;

type Served = Pin<Box<dyn Future<Output = Reply>>>;

/// The application under test; cheap to clone.
#[derive(Clone)]
pub struct TestApp {
    service: Rc<dyn Fn(TestRequest) -> Served>,
    inside: Rc<Inside>,
}

struct Inside {
    state: AppState,
    clock: TestClock,
    backend: Backend,
    uploads: Rc<TempDir>,
    // Last: the database goes when its connections are gone.
    database: Rc<FreshDatabase>,
}

impl TestApp {
    /// The application over the small world.
    pub async fn start(backend: Backend) -> Self {
        Self::over(backend, &SMALL_WORLD, |_| {}).await
    }

    /// The application over another filling, with other settings.
    pub async fn over(
        backend: Backend,
        filling: &Filling,
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        Self::on(FreshDatabase::filled(backend, filling), backend, adjust).await
    }

    /// The application over a database that is filled already.
    pub async fn on(
        database: FreshDatabase,
        backend: Backend,
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        let uploads = tempfile::tempdir().expect("a folder for uploads");
        let over = (Rc::new(database), Rc::new(uploads));
        Self::serving(over, backend, TestClock::default(), adjust).await
    }

    /// Another process of the service over the same database, with other settings.
    pub async fn beside(&self, adjust: impl FnOnce(&mut Settings)) -> Self {
        let (database, clock) = (Rc::clone(&self.inside.database), self.inside.clock.clone());
        let uploads = Rc::clone(&self.inside.uploads);
        Self::serving((database, uploads), self.inside.backend, clock, adjust).await
    }

    async fn serving(
        (database, uploads): (Rc<FreshDatabase>, Rc<TempDir>),
        backend: Backend,
        clock: TestClock,
        adjust: impl FnOnce(&mut Settings),
    ) -> Self {
        let mut settings = Settings::demo(crate::signing::BASE_URL);
        settings.files.folder = uploads.path().join("files");
        settings.business_date = Some(time::business_day());
        // How full the disk of the testing machine is decides about nothing.
        settings.readiness.least_free_percent = 0;
        adjust(&mut settings);
        let db = Database::open(
            database.url().clone(),
            clock.service_clock(settings.business_date),
            Options {
                readers: 2,
                writers: 4,
            },
        )
        .expect("an open database");
        let state = crate::signing::state(db, settings);
        let service = Rc::new(init_service(create_app(state.clone())).await);
        let service = move |request: TestRequest| -> Served {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = match service.call(request.to_request()).await {
                    Ok(response) => response.into_parts().1.map_into_boxed_body(),
                    Err(error) => error.error_response(),
                };
                let status = response.status();
                let headers: HeaderMap = response.headers().clone();
                let body = to_bytes(response.into_body()).await.expect("a whole body");
                Reply {
                    status,
                    headers,
                    body,
                }
            })
        };
        Self {
            service: Rc::new(service),
            inside: Rc::new(Inside {
                state,
                clock,
                backend,
                uploads,
                database,
            }),
        }
    }

    pub(crate) async fn serve(&self, request: TestRequest) -> Reply {
        (self.service)(request).await
    }

    /// Someone who is not signed in.
    pub fn anonymous(&self) -> Actor {
        Actor {
            app: self.clone(),
            token: None,
        }
    }

    /// The account `key` of the small world, signed in: `branch_secretary@B`.
    pub fn user(&self, key: &str) -> Actor {
        self.user_in(key, key)
    }

    /// The account `key` in the session known as `session_key`.
    pub fn user_in(&self, key: &str, session_key: &str) -> Actor {
        let token = crate::signing::token(
            &self.inside.state,
            &world::user(key),
            &world::session(session_key),
            self.inside.clock.now(),
        );
        self.bearer(&token)
    }

    /// Someone with this access token.
    pub fn bearer(&self, token: &str) -> Actor {
        Actor {
            app: self.clone(),
            token: Some(token.to_owned()),
        }
    }

    /// A connection beside the service's own.
    pub fn connect(&self) -> Db {
        self.inside.database.connect()
    }

    /// The database of this test.
    pub fn database(&self) -> &FreshDatabase {
        &self.inside.database
    }

    /// What the service shares between its requests.
    pub fn state(&self) -> &AppState {
        &self.inside.state
    }

    /// The clock, to be moved by hand.
    pub fn clock(&self) -> &TestClock {
        &self.inside.clock
    }

    /// A worker beside the service, as another process would be.
    pub fn worker(&self) -> Worker {
        self.worker_with(|_| {})
    }

    /// A worker with other settings.
    pub fn worker_with(&self, adjust: impl FnOnce(&mut Settings)) -> Worker {
        let mut settings = (*self.inside.state.settings).clone();
        adjust(&mut settings);
        Worker::new(self.inside.state.db.clone(), &settings).expect("a worker")
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> Backend {
        self.inside.backend
    }

    /// Forgets what the process keeps of callers, as another process would not know it.
    pub fn forget_callers(&self) {
        self.inside.state.callers.clear();
    }
}

/// Someone who sends requests.
#[derive(Clone)]
pub struct Actor {
    app: TestApp,
    token: Option<String>,
}

impl Actor {
    fn call(&self, method: Method, path: &str) -> Call {
        let call = Call::new(&self.app, method, path);
        match &self.token {
            Some(token) => call.header("authorization", &format!("Bearer {token}")),
            None => call,
        }
    }

    /// Any method; paths stand below `/api/v1` unless they are whole.
    pub fn request(&self, method: &str, path: &str) -> Call {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        self.call(method, path)
    }

    /// GET.
    pub fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path)
    }

    /// POST.
    pub fn post(&self, path: &str) -> Call {
        self.call(Method::POST, path)
    }

    /// PATCH.
    pub fn patch(&self, path: &str) -> Call {
        self.call(Method::PATCH, path)
    }

    /// DELETE.
    pub fn delete(&self, path: &str) -> Call {
        self.call(Method::DELETE, path)
    }
}

/// Tells one story on one database.
pub fn tell<F>(backend: Backend, story: impl FnOnce(TestApp) -> F)
where
    F: Future<Output = ()>,
{
    actix_web::rt::System::new().block_on(async move {
        let app = TestApp::start(backend).await;
        story(app).await;
    });
}

/// Tells one story over a database that is filled already.
pub fn tell_over<F>(database: FreshDatabase, backend: Backend, story: impl FnOnce(TestApp) -> F)
where
    F: Future<Output = ()>,
{
    actix_web::rt::System::new().block_on(async move {
        let app = TestApp::on(database, backend, |_| {}).await;
        story(app).await;
    });
}
