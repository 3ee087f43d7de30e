import Foundation
import Testing

@Suite struct HookInstallTests {
  private static let hooks = ["pre-commit", "pre-merge-commit", "pre-push"]

  private func repository() throws -> TemporaryRepository {
    try TemporaryRepository.with([("a", [.file("a", "a\n")])])
  }

  /// Puts a hook of somebody else's in its place.
  private func put(
    _ repository: TemporaryRepository, _ hook: String, _ body: String, mode: Int = 0o755,
    in folder: String? = nil
  ) throws {
    let folder = folder ?? repository.gitFolder + "/hooks"
    try repository.write(hook, "#!/bin/sh\n" + body, in: folder)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder + "/" + hook)
  }

  private func state(_ folder: String) -> Snapshot { Snapshot(folder, times: false) }

  @Test func `Install and uninstall leave everything as it was`() throws {
    let repository = try repository()
    let folder = repository.gitFolder
    try put(repository, "pre-commit", "exit 0\n", mode: 0o750)
    try put(repository, "pre-merge-commit", "off\n", mode: 0o644)
    try repository.write("real-hook", "#!/bin/sh\n", in: repository.root)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/hooks/pre-push", withDestinationPath: "../../../real-hook")
    Files.age(folder + "/hooks/pre-commit", seconds: 5000)
    // A file without an end of line is given one for the time being.
    try repository.write("config", (repository.read("config", in: folder) ?? "") + "[x]\n\ty = z", in: folder)
    let before = state(folder)
    let times = Snapshot(folder + "/hooks").items
    let installed = try repository.fanin("install", "--hooks", "--driver")
    #expect(installed.status == 0, "\(installed)")
    #expect(state(folder).differences(from: before).count == 7, "\(state(folder).differences(from: before))")
    let first = Snapshot(folder)
    let again = try repository.fanin("install", "--hooks", "--driver", "--json")
    #expect(again.status == 0 && Snapshot(folder) == first)
    #expect(
      try again.document()["hooks"].list.map { $0["outcome"].string } == [
        "unchanged", "unchanged", "unchanged",
      ])
    #expect(try again.document()["driver"].string == "unchanged")
    #expect(try repository.git("config", "x.y") == "z")
    let removed = try repository.fanin("uninstall")
    #expect(removed.status == 0, "\(removed)")
    #expect(state(folder).differences(from: before) == [])
    #expect(Snapshot(folder + "/hooks").items == times)
    let none = try repository.fanin("uninstall")
    #expect(none.status == 0 && none.output.contains("nothing of git-fanin"))
    #expect(state(folder).differences(from: before) == [])
  }

  @Test func `A folder that was made for the hooks goes with them`() throws {
    let repository = try repository()
    try FileManager.default.removeItem(atPath: repository.gitFolder + "/hooks")
    #expect(try repository.fanin("install").status == 0)
    #expect(try repository.fanin("install").status == 0)
    #expect(Files.exists(repository.gitFolder + "/hooks/pre-commit"))
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(!Files.exists(repository.gitFolder + "/hooks"))
    // One that is somebody's stays, though empty.
    try FileManager.default.createDirectory(
      atPath: repository.gitFolder + "/hooks", withIntermediateDirectories: false)
    #expect(try repository.fanin("install").status == 0)
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(Files.exists(repository.gitFolder + "/hooks"))
  }

  @Test func `What somebody has changed since is left alone`() throws {
    let repository = try repository()
    try put(repository, "pre-commit", "exit 0\n")
    #expect(try repository.fanin("install", "--hooks", "--driver").status == 0)
    let folder = repository.gitFolder
    let ours = repository.read("hooks/pre-commit", in: folder) ?? ""
    try repository.write("hooks/pre-commit", ours + "echo more\n", in: folder)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: folder + "/hooks/pre-push")
    try repository.git("config", "merge.fanin.name", "mine")
    let before = state(folder)
    let refused = try repository.fanin("install", "--hooks", "--driver")
    #expect(refused.status == 3 && refused.errors.contains("pre-commit"), "\(refused)")
    #expect(state(folder) == before)
    let result = try repository.fanin("uninstall", "--json")
    #expect(result.status == 3, "\(result)")
    let left = try result.document()["left"].list.compactMap { $0["reason"].string }
    #expect(left.count == 3 && left[0].contains("pre-commit") && left[1].contains("pre-push"), "\(left)")
    #expect(state(folder).differences(from: before) == ["gone: hooks/pre-merge-commit"])
    try repository.write("hooks/pre-commit", ours, in: folder)
    #expect(try repository.fanin("uninstall").status == 3)
    #expect(repository.read("hooks/pre-commit", in: folder) == "#!/bin/sh\nexit 0\n")
  }

  @Test func `A hook that took the place of ours is not touched, nor the one that is kept`() throws {
    let repository = try repository()
    try put(repository, "pre-commit", "exit 0\n")
    #expect(try repository.fanin("install").status == 0)
    try FileManager.default.removeItem(atPath: repository.gitFolder + "/hooks/pre-commit")
    try put(repository, "pre-commit", "exit 1\n")
    let before = state(repository.gitFolder)
    let install = try repository.fanin("install")
    #expect(install.status == 3 && install.errors.contains("pre-commit.fanin-kept"), "\(install)")
    #expect(state(repository.gitFolder) == before)
    #expect(try repository.fanin("uninstall").status == 3)
    #expect(
      state(repository.gitFolder).differences(from: before) == [
        "gone: hooks/pre-merge-commit", "gone: hooks/pre-push",
      ])
  }

  @Test func `The hook that was there runs first, and its status counts`() throws {
    let repository = try repository()
    try put(repository, "pre-commit", "echo \"old $0 $# $FANIN_T\" >> log\nexit $FANIN_T\n")
    try repository.write(".git/info/exclude", "log\n")
    #expect(try repository.fanin("install").status == 0)
    try repository.write("README", "changed\n")
    repository.environment["FANIN_T"] = "7"
    let refused = try repository.gitResult(["commit", "-qam", "x"])
    #expect(
      refused.status == 1 && (repository.read("log") ?? "").hasPrefix("old .git/hooks/pre-commit"),
      "\(refused)")
    repository.environment["FANIN_T"] = "0"
    #expect(try repository.gitResult(["commit", "-qam", "x"]).status == 0)
    #expect((repository.read("log") ?? "").split(separator: "\n").count == 2)
  }

  @Test func `A push is told to both hooks, with arguments and input`() throws {
    let repository = try repository()
    let remote = repository.root + "/remote.git"
    try repository.git("init", "-q", "--bare", remote)
    try repository.git("remote", "add", "origin", remote)
    try put(repository, "pre-push", "echo \"$@\" > ../args; cat > ../input\n")
    #expect(try repository.fanin("install").status == 0)
    // What stands for the program says what it was given.
    let spy = repository.root + "/spy"
    try repository.write("spy", "#!/bin/sh\necho \"$@\" > ../args2; cat > ../input2\n", in: repository.root)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: spy)
    let script = repository.read("hooks/pre-push", in: repository.gitFolder) ?? ""
    let line = try #require(script.split(separator: "\n").first { $0.hasPrefix("fanin=") })
    try repository.write(
      "hooks/pre-push", script.replacingOccurrences(of: line, with: "fanin='\(spy)'"),
      in: repository.gitFolder)
    try repository.git("push", "-q", "origin", "main", "a:refs/heads/x")
    let root = repository.root
    let expected = ["main main", "a x"].map { pair in
      let names = pair.split(separator: " ")
      let id = (try? repository.commit(String(names[0]))) ?? ""
      return "refs/heads/\(names[0]) \(id) refs/heads/\(names[1]) \(String(repeating: "0", count: 40))"
    }
    #expect(
      Set((repository.read("input", in: root) ?? "").split(separator: "\n").map(String.init)) == Set(expected)
    )
    #expect(repository.read("input2", in: root) == repository.read("input", in: root))
    #expect(repository.read("args", in: root) == "origin \(remote)\n")
    #expect(repository.read("args2", in: root) == "hook pre-push -- origin \(remote)\n")
    // With nothing to push, there is nothing to read either.
    try repository.git("push", "-q", "origin", "main")
    #expect(repository.read("input", in: root) == "" && repository.read("input2", in: root) == "")
  }

  @Test func `Linked worktrees share the hooks`() throws {
    let repository = try repository()
    let lane = try repository.addWorktree("a")
    #expect(try repository.fanin("install", in: lane).status == 0)
    #expect(Self.hooks.allSatisfy { Files.exists(repository.gitFolder + "/hooks/" + $0) })
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(Self.hooks.allSatisfy { !Files.exists(repository.gitFolder + "/hooks/" + $0) })
  }

  @Test func `A hooks path of this repository is followed, also when it is set later`() throws {
    let repository = try repository()
    let own = repository.root + "/own hooks"
    try repository.git("config", "core.hooksPath", own)
    try put(repository, "pre-commit", "exit 0\n", in: own)
    let before = state(own)
    #expect(try repository.fanin("install").status == 0)
    #expect(Files.exists(own + "/pre-commit.fanin-kept"))
    #expect(!Files.exists(repository.gitFolder + "/hooks/pre-commit"))
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(state(own) == before)
    try repository.git("config", "--unset", "core.hooksPath")
    #expect(try repository.fanin("install").status == 0)
    try repository.git("config", "core.hooksPath", own)
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(!Files.exists(repository.gitFolder + "/hooks/pre-commit"))
  }

  @Test(arguments: [".githooks", "sub/../.githooks", "/ABSOLUTE/.githooks"])
  func `Hooks in the worktree are only put there when the folder is named`(path: String) throws {
    let repository = try repository()
    try put(repository, "pre-commit", "exit 0\n", in: repository.path + "/.githooks")
    try repository.write("sub/x", "x\n")
    try repository.commitAll(in: repository.path)
    let setting = path.replacingOccurrences(of: "/ABSOLUTE", with: repository.path)
    try repository.git("config", "core.hooksPath", setting)
    let before = repository.snapshot()
    let refused = try repository.fanin("install", in: repository.path + "/sub")
    #expect(refused.status == 3 && refused.errors.contains("--hooks-folder"), "\(refused)")
    #expect(repository.snapshot() == before)
    let named = try repository.fanin(
      "install", "--hooks-folder", "../.githooks", in: repository.path + "/sub")
    #expect(named.status == 0, "\(named)")
    #expect(repository.exists(".githooks/pre-commit.fanin-kept"))
    #expect(try repository.fanin("uninstall", in: repository.path + "/sub").status == 0)
    #expect(try repository.status().isEmpty)
  }

  @Test func `A link from git's folder into the worktree is seen through`() throws {
    let repository = try repository()
    try repository.write("tools/hooks/pre-commit", "#!/bin/sh\n")
    try FileManager.default.removeItem(atPath: repository.gitFolder + "/hooks")
    try FileManager.default.createSymbolicLink(
      atPath: repository.gitFolder + "/hooks", withDestinationPath: "../tools/hooks")
    let before = repository.snapshot()
    #expect(try repository.fanin("install").status == 3)
    #expect(repository.snapshot() == before)
  }

  @Test func `A hooks path for all repositories is not written to`() throws {
    let repository = try repository()
    let shared = repository.root + "/shared"
    try repository.write("home/gitconfig", "[core]\n\thooksPath = \(shared)\n", in: repository.root)
    repository.environment["GIT_CONFIG_GLOBAL"] = repository.root + "/home/gitconfig"
    let refused = try repository.fanin("install")
    #expect(refused.status == 3 && refused.errors.contains("other repositories"), "\(refused)")
    #expect(!Files.exists(shared))
    let command = [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath", "GIT_CONFIG_VALUE_0": shared,
    ]
    repository.environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    #expect(try repository.fanin("install", environment: command).status == 3)
    #expect(try repository.fanin("install", "--hooks-folder", shared, environment: command).status == 0)
    #expect(try repository.fanin("uninstall", "--hooks-folder", shared).status == 0)
    #expect(!Files.exists(shared))
  }

  @Test(arguments: ["hook-made", "hook-kept"])
  func `A crash leaves the hook that was there, and the next run goes on`(place: String) throws {
    let repository = try repository()
    try put(repository, "pre-commit", "exit 3\n")
    let folder = repository.gitFolder + "/hooks"
    let before = state(folder)
    let killed = try repository.fanin("install", environment: ["FANIN_CRASH_AT": place])
    #expect(killed.status == 137)
    #expect(repository.read("pre-commit", in: folder) == "#!/bin/sh\nexit 3\n")
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(state(folder).differences(from: before) == [])
    #expect(try repository.fanin("install", environment: ["FANIN_CRASH_AT": place]).status == 137)
    #expect(try repository.fanin("install").status == 0)
    #expect(try repository.fanin("uninstall").status == 0)
    #expect(state(folder).differences(from: before) == [])
  }

  @Test func `A folder that cannot be written to is said, and nothing is half done`() throws {
    // Root may write anywhere: a file in the way stands for it.
    let repository = try repository()
    try FileManager.default.removeItem(atPath: repository.gitFolder + "/hooks")
    try repository.write("hooks", "a file\n", in: repository.gitFolder)
    let before = state(repository.gitFolder)
    let result = try repository.fanin("install")
    #expect(result.status == 4 && result.errors.contains("/hooks"), "\(result)")
    #expect(state(repository.gitFolder) == before)
    // One of the hooks cannot be put in its place: none is.
    let other = try self.repository()
    try FileManager.default.createDirectory(
      atPath: other.gitFolder + "/hooks/pre-push/x", withIntermediateDirectories: true)
    let unfit = state(other.gitFolder)
    let failed = try other.fanin("install")
    #expect(failed.status == 3 && failed.errors.contains("is a folder"), "\(failed)")
    #expect(state(other.gitFolder).differences(from: unfit) == [])
  }

  @Test func `Without the program a copied hook lets git go on, but a server takes nothing in`() throws {
    let repository = try repository()
    let scripts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "hooks").path
    let remote = try TemporaryRepository(bare: true)
    for (folder, names) in [(repository.gitFolder, Self.hooks), (remote.gitFolder, ["update"])] {
      for name in names {
        try FileManager.default.copyItem(atPath: "\(scripts)/\(name)", toPath: "\(folder)/hooks/\(name)")
      }
    }
    repository.environment["PATH"] = "/usr/bin:/bin"
    try repository.write("README", "changed\n")
    let commit = try repository.gitResult(["commit", "-qam", "x"])
    #expect(commit.status == 0 && commit.errors.contains("git-fanin is not found"), "\(commit)")
    let push = try repository.gitResult(["push", "-q", remote.path, "main"])
    #expect(push.status == 1 && push.errors.contains("not found on the server"), "\(push)")
    #expect(try !remote.hasReference("refs/heads/main"))
    // As git finds its own commands: in PATH.
    let tools = repository.root + "/tools"
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: tools + "/git-fanin", withDestinationPath: FanInProcess.executable)
    repository.environment["PATH"] = tools + ":/usr/bin:/bin"
    let found = try repository.gitResult(["push", "-q", remote.path, "main"])
    #expect(found.status == 0 && found.errors.isEmpty, "\(found)")
  }
}
