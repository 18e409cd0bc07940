use std::{
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// For everything that a person would not wait for: far more than it takes, so that a busy machine
/// only makes the test slower.
const PATIENCE: Duration = Duration::from_secs(90);
const PAUSE: Duration = Duration::from_millis(50);

/// The application's window behind tauri-driver.
#[derive(Clone)]
pub struct Window {
    client: Client,
    driver: Arc<Mutex<Child>>,
    pictures: PathBuf,
}

fn by_id(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

fn required(name: &str) -> PathBuf {
    std::env::var_os(name).map(PathBuf::from).unwrap_or_else(|| {
        panic!("the window's test needs {name}; run it by scripts/e2e.sh, which sets all it needs")
    })
}

impl Window {
    /// Starts the driver, and with it the application with its own folder of data.
    pub async fn open(home: &Path) -> Self {
        let application = required("GODWIT_APP");
        assert!(application.is_file(), "no application at {}", application.display());
        let (port, native) = (free_port(), free_port());
        let driver = Command::new(required("TAURI_DRIVER"))
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("GODWIT_HOME", home)
            .env("GODWIT_NO_DIALOG", "1")
            .stdout(Stdio::null())
            .spawn()
            .expect("tauri-driver starts");
        let capabilities = json!({
            "browserName": "wry",
            "tauri:options": { "application": application },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        // A session asked for before both drivers listen is never answered.
        for port in [native, port] {
            listening(port).await;
        }
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = format!("http://127.0.0.1:{port}");
        let session = builder.capabilities(capabilities.into_iter().collect()).connect(&address);
        let client = tokio::time::timeout(PATIENCE * 2, session)
            .await
            .expect("the driver answers")
            .expect("a session with the window");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project's root");
        let pictures = root.join("test-output").join("window");
        std::fs::create_dir_all(&pictures).expect("a folder for pictures");
        Self { client, driver: Arc::new(Mutex::new(driver)), pictures }
    }

    /// Ends the session and the driver.
    pub async fn close(&self) {
        // The driver ends the application, whatever state a failed test left it in.
        let _closed = self.client.clone().close().await;
        let mut driver = self.driver.lock().expect("the driver");
        let _ended = driver.kill();
        let _waited = driver.wait();
    }

    /// What the window shows now, for a failure's output.
    pub async fn source(&self) -> String {
        self.run("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Writes a picture of the window.
    pub async fn picture(&self, name: &str) {
        self.settle().await;
        let size = self.run("return [innerWidth, innerHeight]").await;
        let area = format!("{}x{}+0+0", size[0], size[1]);
        let path = self.pictures.join(format!("{name}.png"));
        // The driver's own picture waits for a frame that an idle page never draws.
        let status = tokio::process::Command::new("import")
            .args(["-window", "root", "-crop", &area, "+repage"])
            .arg(&path)
            .status()
            .await
            .expect("ImageMagick's import takes the picture");
        assert!(status.success(), "no picture: {}", path.display());
    }

    /// Waits until nothing moves or is busy any more, and as long as a flight of the graph takes.
    pub async fn settle(&self) {
        let still = "return document.querySelector('[aria-busy=true]') === null
            && document.getAnimations().every((one) => one.playState !== 'running')";
        self.wait_until("the window is at rest", still).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
    }

    /// Waits for an element by its test id.
    pub async fn wait(&self, id: &str) -> Element {
        self.find(&by_id(id), PATIENCE).await
    }

    /// Waits longer.
    pub async fn wait_long(&self, id: &str, patience: Duration) -> Element {
        self.find(&by_id(id), patience).await
    }

    /// Waits for an element by a selector.
    pub async fn wait_for(&self, selector: &str) -> Element {
        self.find(selector, PATIENCE).await
    }

    async fn find(&self, selector: &str, patience: Duration) -> Element {
        let started = Instant::now();
        loop {
            if let Ok(found) = self.client.find(Locator::Css(selector)).await {
                return found;
            }
            if started.elapsed() > patience {
                let shown = self.source().await;
                panic!("the window shows no {selector}; it shows:\n{shown}");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until an element is gone.
    pub async fn wait_gone(&self, id: &str) {
        let script = format!("return document.querySelector({}) === null", json!(by_id(id)));
        self.wait_until(&format!("{id} is gone"), &script).await;
    }

    /// Waits until a script returns true.
    pub async fn wait_until(&self, what: &str, script: &str) {
        let started = Instant::now();
        while self.run(script).await != json!(true) {
            if started.elapsed() > PATIENCE {
                panic!(
                    "not within {} s: {what}; the window shows:\n{}",
                    PATIENCE.as_secs(),
                    self.source().await
                );
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Whether a button can be pressed.
    pub async fn enabled(&self, id: &str) -> bool {
        self.wait(id).await;
        let script = format!("return !document.querySelector({}).disabled", json!(by_id(id)));
        self.run(&script).await == json!(true)
    }

    /// Waits until a button can be pressed.
    pub async fn wait_enabled(&self, id: &str) {
        self.wait(id).await;
        let script = format!(
            "const e = document.querySelector({}); return e !== null && !e.disabled",
            json!(by_id(id))
        );
        self.wait_until(&format!("{id} can be pressed"), &script).await;
    }

    /// Presses a button once it can be pressed.
    pub async fn click(&self, id: &str) {
        self.press(&by_id(id)).await;
    }

    /// Presses what a selector finds, once it can be pressed.
    pub async fn press(&self, selector: &str) {
        let script = format!(
            "const e = document.querySelector({}); return e !== null && !e.disabled",
            json!(selector)
        );
        self.wait_for(selector).await;
        self.wait_until(&format!("{selector} can be pressed"), &script).await;
        let started = Instant::now();
        // What is being redrawn while it is pressed is pressed again.
        while let Err(error) = self.wait_for(selector).await.click().await {
            assert!(started.elapsed() < PATIENCE, "{selector} cannot be pressed: {error}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The person comes back to the window from elsewhere.
    pub async fn come_back(&self) {
        self.run("window.dispatchEvent(new Event('focus'))").await;
    }

    /// Presses a button when it is there and can be pressed.
    pub async fn click_if_there(&self, id: &str) {
        if let Ok(found) = self.client.find(Locator::Css(&by_id(id))).await {
            // It may be gone or not pressable by now, and then nothing needs pressing.
            let _pressed = found.click().await;
        }
    }

    /// Types into a field, replacing what is there.
    pub async fn fill(&self, id: &str, text: &str) {
        let field = self.wait(id).await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field takes text");
        let script = format!(
            "return document.querySelector({}).value === {}",
            json!(by_id(id)),
            json!(text)
        );
        // A field that a reader empties again, as that of a URL with its password, is no place to look.
        if id != "profile-url" {
            self.wait_until(&format!("{id} has taken the text"), &script).await;
        }
    }

    /// Presses Escape in a field.
    pub async fn press_escape(&self, id: &str) {
        let key = char::from(Key::Escape).to_string();
        self.wait(id).await.send_keys(&key).await.expect("the key is taken");
    }

    /// An element's text.
    pub async fn text(&self, id: &str) -> String {
        self.wait(id).await;
        let script = format!("return document.querySelector({}).textContent", json!(by_id(id)));
        self.run(&script).await.as_str().unwrap_or_default().to_owned()
    }

    /// An element's attribute.
    pub async fn attribute(&self, id: &str, name: &str) -> Option<String> {
        self.wait(id).await;
        let script = format!(
            "return document.querySelector({}).getAttribute({})",
            json!(by_id(id)),
            json!(name)
        );
        self.run(&script).await.as_str().map(str::to_owned)
    }

    /// Sets the window's size.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window takes a size");
    }

    /// How many rows a hazard of a step shows.
    pub async fn rows_of(&self, step: &str, hazard: &str) -> usize {
        let step = format!("step-{}", step.replace(' ', "_"));
        self.press(&format!("{} button", by_id(&step))).await;
        self.press(&format!("[data-testid='hazard-{hazard}'] [data-testid='hazard-rows']")).await;
        let table = format!("[data-testid='hazard-{hazard}'] [data-testid='rows-table'] tbody tr");
        self.wait_for(&table).await;
        self.client.find_all(Locator::Css(&table)).await.expect("the rows").len()
    }

    /// Takes a step out of the plan.
    pub async fn untick(&self, step: &str) {
        let id = format!("step-{}", step.replace(' ', "_"));
        let tick = format!("{} [data-testid='step-tick']", by_id(&id));
        self.press(&tick).await;
        self.wait_gone(&id).await;
    }
}

async fn listening(port: u16) {
    let started = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(started.elapsed() < PATIENCE, "the driver does not listen on port {port}");
        tokio::time::sleep(PAUSE).await;
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port of the loopback address")
        .port()
}
