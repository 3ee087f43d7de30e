import Git
import GitValues
import Testing

/// Repositories are found where git finds them, and refused where they could not be read rightly.
@Suite struct RepositoryTests {
  /// Compares the folders of a repository with what git says of the same place.
  private func expectAsGit(
    _ folder: String, _ repository: TemporaryRepository, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let opened = try repository.open(folder)
    func ask(_ word: String) throws -> String {
      try repository.git("rev-parse", "--path-format=absolute", word, in: folder) + "/"
    }
    #expect(try opened.gitFolder == ask("--absolute-git-dir"), sourceLocation: sourceLocation)
    #expect(try opened.commonFolder == ask("--git-common-dir"), sourceLocation: sourceLocation)
    let isBare = try repository.git("rev-parse", "--is-bare-repository", in: folder) == "true"
    #expect(opened.isBare == isBare, sourceLocation: sourceLocation)
    let work = isBare ? nil : try ask("--show-toplevel")
    #expect(opened.workFolder == work, sourceLocation: sourceLocation)
  }

  @Test func `A repository is found from every place in it`() throws {
    let repository = try TemporaryRepository(["sub/deep/a": "1\n"])
    let lane = repository.folder + "/lane"
    try repository.git("worktree", "add", "-q", "-b", "lane", lane)
    try repository.git("clone", "-q", "--bare", repository.path, repository.folder + "/bare.git")
    let folders = [
      repository.path, repository.path + "/sub/deep", lane, lane + "/sub", repository.folder + "/bare.git",
      repository.folder + "/bare.git/refs",
    ]
    for folder in folders { try expectAsGit(folder, repository) }
    try repository.git("worktree", "add", "-q", "../of-bare", "main", in: repository.folder + "/bare.git")
    try expectAsGit(repository.folder + "/of-bare", repository)
    #expect(try repository.open(repository.path + "/.git").workFolder == repository.path + "/")
    let link = repository.folder + "/link"
    try repository.link("link", to: repository.path + "/sub", in: repository.folder)
    #expect(try repository.open(link).commonFolder == repository.path + "/.git/")
  }

  @Test func `The environment may say where the repository is`() throws {
    let repository = try TemporaryRepository(["sub/a": "1\n"])
    let found = try Repository(at: "/", environment: ["GIT_DIR": repository.path + "/.git"])
    #expect(found.commonFolder == repository.path + "/.git/")
    let elsewhere = repository.folder + "/elsewhere"
    try repository.write("elsewhere/x", "", in: repository.folder)
    let moved = try Repository(
      at: "/", environment: ["GIT_DIR": repository.path + "/.git", "GIT_WORK_TREE": elsewhere])
    #expect(moved.workFolder == elsewhere + "/")
    let ceiling = ["GIT_CEILING_DIRECTORIES": repository.path]
    let error = #expect(throws: GitError.self) {
      try Repository(at: repository.path + "/sub", environment: ceiling)
    }
    #expect(error?.code == .notARepository)
  }

  @Test func `Where there is no repository that is said`() throws {
    let repository = try TemporaryRepository()
    for folder in [repository.folder, "/", repository.folder + "/none"] {
      let error = #expect(throws: GitError.self) { try repository.open(folder) }
      #expect(error?.code == .notARepository && error?.message.contains(folder) == true)
    }
    try repository.remove(".git/HEAD")
    #expect(throws: GitError.self) { try repository.open() }.map { #expect($0.code == .notARepository) }
  }

  @Test(
    "Formats that would be read wrongly are refused",
    arguments: [
      ["extensions.weird", "true"], ["extensions.refStorage", "reftable"],
      ["extensions.objectFormat", "sha256"], ["core.repositoryformatversion", "2"],
    ])
  func unsupported(_ setting: [String]) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("config", "core.repositoryformatversion", "1")
    try repository.git("config", setting[0], setting[1])
    let error = #expect(throws: GitError.self) { try repository.open() }
    #expect(error?.code == .unsupported && error?.hint != nil, "\(error?.message ?? "")")
  }

  @Test func `Opening an exact place refuses and explains as searching does`() throws {
    let repository = try TemporaryRepository(["sub/a": "1\n"])
    let outside = #expect(throws: GitError.self) { try Repository.open(exactly: repository.path + "/sub") }
    #expect(outside?.code == .notARepository)
    try repository.git("config", "core.repositoryformatversion", "1")
    try repository.git("config", "extensions.weird", "true")
    let unknown = #expect(throws: GitError.self) { try Repository.open(exactly: repository.path) }
    #expect(unknown?.code == .unsupported)
  }

  @Test func `A repository of SHA-256 ids is refused`() throws {
    let repository = try TemporaryRepository()
    let path = repository.folder + "/long"
    try repository.git("init", "-q", "--object-format=sha256", path)
    try repository.git("commit", "-q", "--allow-empty", "-m", "first", in: path)
    let error = #expect(throws: GitError.self) { try repository.open(path) }
    #expect(error?.code == .unsupported)
  }

  @Test(
    "Extensions that change nothing here are allowed",
    arguments: [
      "extensions.worktreeConfig=true", "extensions.partialClone=origin", "extensions.preciousObjects=true",
      "extensions.noop=true", "extensions.objectFormat=sha1",
    ])
  func supported(_ setting: String) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let words = setting.split(separator: "=").map(String.init)
    try repository.git("config", "core.repositoryformatversion", "1")
    try repository.git("config", words[0], words[1])
    #expect(try repository.git("log", "--format=%s") == "first")
    let opened = try repository.open()
    #expect(try opened.graph.commit(repository.id("HEAD")).subject == "first")
  }
}
