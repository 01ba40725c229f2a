//! The same promises with Docker instead of an installed PostgreSQL.

use super::*;

/// Runs `test` with only Docker to go by, unless there is none or the image is absent.
fn with_docker<F: Future<Output = ()>>(test: impl FnOnce(TestDirectory, Search) -> F) {
    run(async {
        let search = Search { directories: Vec::new(), ..Search::from_environment() };
        if !docker::answers(&search).await {
            println!("skipped: no Docker answers");
            return;
        }
        let inspect = ["image", "inspect", docker::IMAGE];
        let found = Command::new(search.docker.as_ref().unwrap()).args(inspect).output().unwrap();
        if found.status.success() {
            test(TestDirectory::new(), search).await;
        } else {
            println!("skipped: the image {} is not here", docker::IMAGE);
        }
    });
}

/// Removes what the server of `root` has left in Docker.
fn forget_in_docker(root: &Path, search: &Search) {
    let name = format!("tripmgmt-{}", home::short_hash(root));
    let docker = search.docker.as_ref().unwrap();
    Command::new(docker).args(["rm", "--force", &name]).output().unwrap();
    let volumes =
        Command::new(docker).args(["volume", "ls", "--quiet", "--filter"]).arg(format!("name={name}")).output();
    for volume in String::from_utf8(volumes.unwrap().stdout).unwrap().lines() {
        Command::new(docker).args(["volume", "rm", volume]).output().unwrap();
    }
}

#[test]
fn docker_steps_in_and_keeps_data_too() {
    with_docker(|directory, search| async move {
        let root = directory.root();
        let first = DevServer::start_with(&root, &search).await.unwrap();
        write_note(&first).await;
        let port = first.connect_options().get_port();
        first.abandon();
        let adopted = DevServer::start_with(&root, &search).await.unwrap();
        assert_eq!(adopted.connect_options().get_port(), port);
        adopted.stop().await;
        let again = DevServer::start_with(&root, &search).await.unwrap();
        assert_eq!(read_note(&again).await, "kept");
        assert_eq!(fs::metadata(root.join("docker-password")).unwrap().mode() & 0o777, 0o600);
        let error = PgConnection::connect_with(&again.connect_options().password("wrong")).await.unwrap_err();
        let line = crate::db::settings::explain_failure(&again.describe(), &error);
        assert!(line.contains("does not accept this user and password"), "{line}");
        again.stop().await;

        // Beginning afresh is throwing the directory away.
        fs::remove_dir_all(&root).unwrap();
        let fresh = DevServer::start_with(&root, &search).await.unwrap();
        let notes: Option<String> =
            sqlx::query_scalar("SELECT to_regclass('note')::text").fetch_one(&mut connect(&fresh).await).await.unwrap();
        assert_eq!(notes, None);
        fresh.stop().await;
        forget_in_docker(&root, &search);
    });
}
