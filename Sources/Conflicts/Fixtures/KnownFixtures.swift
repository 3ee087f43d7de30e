import GitValues

/// Fixtures that pytest and well-known plugins define: a lane's own of the same name replaces one that cannot be seen.
///
/// Source: `pytest --fixtures` of pytest 9.2, and the plugins' documentation.
enum KnownFixtures {
  static let builtIn = words(
    """
    cache capfd capfdbinary caplog capsys capsysbinary capteesys doctest_namespace monkeypatch pytestconfig pytester
    record_property record_testsuite_property record_xml_attribute recwarn request subtests testdir tmp_path
    tmp_path_factory tmpdir tmpdir_factory
    """)

  /// Distribution → its fixtures.
  static let plugins: [(distribution: String, names: Set<[UInt8]>)] = [
    ("aiohttp", words("aiohttp_client aiohttp_server aiohttp_raw_server aiohttp_client_cls loop")),
    ("anyio", words("anyio_backend anyio_backend_name anyio_backend_options free_tcp_port")),
    ("celery", words("celery_app celery_config celery_worker celery_session_app celery_session_worker")),
    ("faker", words("faker")),
    (
      "pytest-django",
      words(
        """
        admin_client admin_user async_client async_rf client db django_assert_max_num_queries
        django_assert_num_queries django_capture_on_commit_callbacks django_db_blocker django_db_reset_sequences
        django_db_setup django_user_model django_username_field live_server mailoutbox rf settings
        transactional_db
        """)
    ),
    ("pytest-flask", words("client client_class config live_server accept_json accept_jsonp")),
    ("pytest-asyncio", words("event_loop event_loop_policy unused_tcp_port unused_udp_port")),
    ("pytest-benchmark", words("benchmark benchmark_weave")),
    ("pytest-mock", words("mocker class_mocker module_mocker package_mocker session_mocker")),
    ("pytest-httpx", words("httpx_mock")),
    ("pytest-httpserver", words("httpserver make_httpserver")),
    ("pytest-freezer", words("freezer")),
    (
      "pytest-playwright",
      words("browser browser_name browser_context_args browser_type context page playwright")
    ),
    ("pytest-postgresql", words("postgresql postgresql_proc")),
    ("pytest-selenium", words("driver selenium driver_args")),
    ("pytest-snapshot", words("snapshot")),
    ("pytest-cov", words("cov no_cover")),
    ("pytest-xdist", words("worker_id testrun_uid")),
    ("pytest-subprocess", words("fp fake_process")),
    ("pytest-redis", words("redisdb redis_proc")),
    ("pytest-socket", words("socket_disabled socket_enabled")),
    ("pytest-datadir", words("datadir shared_datadir original_datadir")),
    ("pytest-regressions", words("data_regression file_regression num_regression image_regression")),
    ("requests-mock", words("requests_mock")),
    ("respx", words("respx_mock")),
    ("syrupy", words("snapshot")),
    ("pyfakefs", words("fs fs_class fs_module fs_session")),
  ]

  /// Files at the root that say what a project needs.
  static let manifests: [GitPath] = [
    "pyproject.toml", "setup.cfg", "setup.py", "tox.ini", "requirements.txt", "requirements-dev.txt",
    "requirements-test.txt", "requirements_dev.txt", "requirements_test.txt", "dev-requirements.txt",
    "test-requirements.txt", "requirements/dev.txt", "requirements/test.txt", "requirements/tests.txt",
    "Pipfile",
    "uv.lock", "poetry.lock", "environment.yml",
  ]

  private static func words(_ text: String) -> Set<[UInt8]> {
    Set(text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }).map { Array($0) })
  }
}

extension FixtureTree {
  /// Who defines a fixture of this name outside of the tree, if that is so or cannot be excluded.
  func knownOwner(of name: [UInt8]) throws(Failure) -> String? {
    if KnownFixtures.builtIn.contains(name) { return "pytest" }
    let owners = KnownFixtures.plugins.filter { $0.names.contains(name) }.map(\.distribution)
    if owners.isEmpty { return nil }
    var hasManifest = false
    for path in KnownFixtures.manifests {
      guard let bytes = try content(path) else { continue }
      hasManifest = true
      let text = bytes.map {
        $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0)
      }
      if let owner = owners.first(where: { text[...].firstRange(ofBytes: Array($0.utf8)) != nil }) {
        return owner
      }
    }
    return hasManifest ? nil : owners[0]
  }
}
