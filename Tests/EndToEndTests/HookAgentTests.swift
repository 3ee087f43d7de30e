import Foundation
import Testing

@Suite struct HookAgentTests {
  private func lanes() throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with(
      [], base: [.file("src/api/x", "x\n"), .file("src/web/y", "y\n"), .file(".gitignore", "build/\n")])
    #expect(try repository.fanin("start", "--lane", "api=src/api/**", "--lane", "web=src/web/**").status == 0)
    return repository
  }

  private func ask(
    _ repository: TemporaryRepository, _ event: Any, in folder: String? = nil
  ) throws -> ProcessResult {
    try ask(
      repository, text: String(decoding: JSONSerialization.data(withJSONObject: event), as: UTF8.self),
      in: folder)
  }

  private func ask(
    _ repository: TemporaryRepository, text: String, in folder: String? = nil
  ) throws -> ProcessResult {
    try RunningProcess(
      [FanInProcess.executable, "hook", "agent"], in: folder ?? repository.lanesFolder + "/api",
      environment: repository.environment, input: Array(text.utf8)
    ).wait()
  }

  private func edit(_ path: String, cwd: String? = nil, tool: String = "Edit") -> [String: Any] {
    var event: [String: Any] = ["tool_name": tool, "tool_input": ["file_path": path, "old_string": "a"]]
    event["cwd"] = cwd
    return event
  }

  @Test func `An agent may edit what its lane owns, and nothing else of the repository`() throws {
    let repository = try lanes()
    let api = repository.lanesFolder + "/api"
    for path in [
      "\(api)/src/api/x", "\(api)/src/api/new/deep", "src/api/x", "src/web/../api/x",
      "\(repository.root)/notes",
      "/tmp/x", "\(api)/build/x", "build/deep/x", "\(api)/.git",
    ] {
      let result = try ask(repository, edit(path))
      #expect(result.status == 0 && result.errors.isEmpty, "\(path) \(result)")
    }
    for path in ["\(api)/src/web/y", "src/web/new", "src/api/../web/y", "README", "src/api"]
    where path != "src/api" {
      let result = try ask(repository, edit(path))
      #expect(result.status == 2 && result.errors.contains("does not own"), "\(path) \(result)")
      #expect(result.output.isEmpty)
    }
    let result = try ask(repository, edit("src/web/y"))
    #expect(result.errors.contains("src/web/y: owned by the lane web"), "\(result)")
  }

  @Test func `The same file in another worktree is refused, with whose it is`() throws {
    let repository = try lanes()
    for (path, owner) in [
      (repository.path + "/src/api/x", "main"), (repository.lanesFolder + "/web/src/web/y", "lane/web"),
    ] {
      let result = try ask(repository, edit(path))
      #expect(result.status == 2 && result.errors.contains("in the worktree of \(owner)"), "\(result)")
    }
    // A link does not hide where a file is.
    let link = repository.root + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: repository.lanesFolder + "/web")
    #expect(try ask(repository, edit(link + "/src/web/new")).status == 2)
  }

  @Test func `The event says where the agent works`() throws {
    let repository = try lanes()
    let web = repository.lanesFolder + "/web"
    #expect(try ask(repository, edit("src/web/y", cwd: web), in: repository.path).status == 0)
    #expect(try ask(repository, edit("y", cwd: web + "/src/web"), in: repository.path).status == 0)
    #expect(try ask(repository, edit("src/api/x", cwd: web), in: repository.path).status == 2)
    // Outside lanes nothing was agreed.
    #expect(try ask(repository, edit("src/api/x"), in: repository.path).status == 0)
  }

  @Test func `Other tools and other keys`() throws {
    let repository = try lanes()
    #expect(try ask(repository, edit("src/web/y", tool: "Read")).status == 0)
    #expect(try ask(repository, ["tool_name": "Bash", "tool_input": ["command": "ls"]]).status == 0)
    #expect(
      try ask(repository, ["tool_name": "X", "tool_input": ["notebook_path": "src/web/n"]]).status == 2)
    #expect(
      try ask(repository, ["tool_name": "X", "tool_input": ["files": ["src/api/x", "README"]]]).status == 2)
    #expect(try ask(repository, ["tool_input": ["path": "src/web/y"]]).status == 2)
  }

  @Test(arguments: ["", "{", "[]", "{\"tool_name\":}", "{\"a\":1,\"a\":2}", "\u{0}"])
  func `Input that is no event is said and does not block`(text: String) throws {
    let repository = try lanes()
    let result = try ask(repository, text: text)
    #expect(result.status == 4 && result.errors.contains("no event of an agent"), "\(result)")
  }
}
