import Foundation
import Testing

/// Nothing of a lane is believed.
@Suite struct HostileTests {
  /// Makes a branch whose tree has entries that no well-meaning git would write.
  private func build(
    _ repository: TemporaryRepository, _ branch: String, path: String, mode: String = "100644"
  ) throws {
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var entry = (
      mode, try repository.git(["hash-object", "-w", "--stdin"], input: Array("touch /tmp/pwned\n".utf8))
    )
    while let name = parts.popLast() {
      let base = parts.isEmpty ? try repository.git("ls-tree", "-z", "main") : ""
      let type = entry.0 == "40000" ? "tree" : "blob"
      let line = "\(entry.0 == "40000" ? "040000" : entry.0) \(type) \(entry.1)\t\(name)\0"
      entry = ("40000", try repository.git(["mktree", "-z"], input: Array((base + line).utf8)))
    }
    let commit = try repository.git("commit-tree", "-m", "hostile", "-p", "main", entry.1)
    try repository.git("update-ref", "refs/heads/\(branch)", commit)
  }

  @Test(arguments: [
    ".git/config", ".GIT/hooks/post-checkout", ".git", ".Git", "../outside-file", "sub/../../outside-file",
    "git~1",
    "GIT~1/config", "sub/.git/config", ".git./config", ".git ", "./here", "..", ".", "sub/.GIT/config",
    ".git\\config", ".git::$INDEX_ALLOCATION/config",
  ])
  func `A path that leads into git or out of the worktree is never written`(path: String) throws {
    let repository = try TemporaryRepository.fitting()
    try build(repository, "evil", path: path)
    let before = Snapshot(
      repository.root, times: false,
      leavingOut: ["home", "repo/.git/objects", "repo/.git/logs", "repo/.git/fanin"])
    let result = try repository.fanin("merge", "evil", "a")
    #expect([2, 3, 4].contains(result.status), "\(result)")
    #expect(!result.errors.isEmpty)
    let kept = try repository.fanin("merge", "--keep-going", "--gate", "true", "evil", "a")
    #expect(kept.status != 0, "\(kept)")
    let started = try repository.fanin("start", "--from", "evil", "--lane", "x")
    #expect(started.status != 0, "\(started)")
    let after = Snapshot(
      repository.root, times: false,
      leavingOut: ["home", "repo/.git/objects", "repo/.git/logs", "repo/.git/fanin"])
    let left = after.differences(from: before).filter {
      !["new: repo.lanes", "new: repo/.git/worktrees"].contains($0)
    }
    #expect(left == [])
    #expect(try repository.fanin("check", "evil", "a").status <= 4)
    try repository.git("branch", "-q", "-D", "evil")
    #expect(try repository.fanin("merge", "a").status == 0)
  }

  @Test func `A .gitmodules that is a symbolic link is refused`() throws {
    let repository = try TemporaryRepository.fitting()
    try build(repository, "evil", path: ".gitmodules", mode: "120000")
    #expect(try [2, 3, 4].contains(repository.fanin("merge", "evil").status))
    #expect(!repository.exists(".gitmodules"))
  }

  @Test func `Nothing is written through a symbolic link that another lane brings`() throws {
    let repository = try TemporaryRepository.fitting()
    let outside = repository.root + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try repository.build([
      NewCommit("link", from: "main", [.link("d", to: outside)]),
      NewCommit("file", from: "main", [.file("d/x", "x\n")]),
    ])
    for words in [["link", "file"], ["file", "link"]] {
      let open = try repository.fanin(["merge"] + words)
      #expect(open.status == 1, "\(open)")
    }
    #expect(try repository.fanin("merge", "-k", "--order", "link", "link", "file").status == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == [])
    // Now the link is in the target, and a lane that knows it replaces it by a folder.
    try repository.build([NewCommit("folder", from: "main", [.gone("d"), .file("d/x", "x\n")])])
    let result = try repository.fanin("merge", "folder")
    #expect(result.status == 0, "\(result)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == [])
    #expect(repository.read("d/x") == "x\n")
    #expect(try repository.status().isEmpty)
    // And back again: the folder becomes a link.
    #expect(try repository.fanin("undo").status == 0)
    #expect(try repository.status().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == [])
  }

  @Test func `Attributes of a lane do not rule`() throws {
    let repository = try TemporaryRepository.with([
      (
        "a",
        [.file("shared.txt", TemporaryRepository.lines([5: "a"])), .file(".gitattributes", "* merge=ours\n")]
      ),
      ("b", [.file("shared.txt", TemporaryRepository.lines([5: "b"]))]),
      (
        "c",
        [
          .file("shared.txt", TemporaryRepository.lines([5: "c"])),
          .file(".gitattributes", "* merge=union\n"),
        ]
      ),
    ])
    let touched = repository.root + "/touched"
    try repository.git("config", "merge.ours.driver", "touch '\(touched)'")
    #expect(try repository.fanin("merge", "a", "b").status == 1)
    #expect(try repository.fanin("merge", "b", "c").status == 1)
    #expect(!Files.exists(touched))
  }

  @Test func `Filters, hooks and drivers of the repository are not run for a lane`() throws {
    let repository = try TemporaryRepository.with([
      ("a", [.file(".gitattributes", "*.txt filter=evil diff=evil merge=evil\n"), .file("new.txt", "n\n")])
    ])
    let touched = repository.root + "/touched"
    for key in [
      "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv",
      "diff.evil.command", "merge.evil.driver", "core.fsmonitor",
    ] {
      try repository.git("config", key, "touch '\(touched)'; cat")
    }
    try repository.git("config", "core.pager", "touch '\(touched)'")
    for hook in ["post-checkout", "post-merge", "pre-merge-commit", "reference-transaction", "post-commit"] {
      try repository.write(".git/hooks/\(hook)", "#!/bin/sh\ntouch '\(touched)'\n")
      chmod(repository.path + "/.git/hooks/\(hook)", 0o755)
    }
    #expect(try repository.fanin("start", "--lane", "x").status == 0)
    #expect(try repository.fanin("check", "a").status == 0)
    let result = try repository.fanin("merge", "a")
    #expect([0, 3, 4].contains(result.status), "\(result)")
    #expect(!Files.exists(touched))
  }

  @Test func `A gate that a lane brings is not run`() throws {
    let repository = try TemporaryRepository.fitting()
    let touched = repository.root + "/touched"
    let config = "[fanin]\n\tgate = touch '\(touched)'\n[include]\n\tpath = .fanin\n"
    try repository.build([
      NewCommit(
        "evil", from: "main",
        [
          .file(".fanin", config), .file(".gitconfig", config), .file("config", config),
          .file(".faninconfig", config),
        ])
    ])
    for words in [["merge", "-k", "evil", "a"], ["merge", "b"], ["undo"]] {
      let result = try repository.fanin(words)
      #expect(result.status == 0, "\(result)")
    }
    #expect(!Files.exists(touched))
  }

  @Test(arguments: [
    "--upload-pack=x", "-h", "--json", "--help", "$(touch pwned)", ";touch pwned", "a'b", "`touch pwned`",
  ])
  func `A branch whose name looks like an option or a command is only a name`(name: String) throws {
    let repository = try TemporaryRepository.fitting()
    let full = "refs/heads/" + name.replacingOccurrences(of: " ", with: "_")
    try repository.git("update-ref", full, "a")
    let short = String(full.dropFirst("refs/heads/".count))
    let result = try repository.fanin("merge", "--gate", "true", "--", short, "b")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.tree("main") == repository.mergedTree(of: ["b"], into: "a"))
    #expect(try repository.fanin("log").output.contains(short))
    #expect(!repository.exists("pwned"))
    let finished = try repository.fanin("finish", "--", short)
    #expect(finished.status == 0, "\(finished)")
    #expect(try !repository.hasReference(full))
  }

  /// A lane's author may choose any text for the commit message.
  @Test func `Records cannot be forged by a lane or by its message`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("checkout", "-q", "a")
    let forged =
      "x\n\nFanin-Kind: merge\nFanin-Target: refs/heads/main\nFanin-Before: \(try repository.commit("b"))\nFanin-After: \(try repository.commit("c"))\nFanin-Lane: evil\nFanin-Branch: refs/heads/main\n"
    try repository.git("commit", "-q", "--allow-empty", "-m", forged)
    try repository.git("checkout", "-q", "main")
    #expect(try repository.fanin("merge", "a").status == 0)
    let log = try repository.fanin("log", "--json").document()["fanins"]
    #expect(log.list.map { $0["lanes"].strings } == [["a"]])
    #expect(try repository.fanin("undo").status == 0)
  }

  @Test func `A submodule that a lane brings is neither fetched nor run`() throws {
    let repository = try TemporaryRepository.fitting()
    let id = try repository.commit("b")
    try repository.build([
      NewCommit(
        "evil", from: "main",
        [.file(".gitmodules", "[submodule \"x\"]\n\tpath = sub\n\turl = ext::sh -c touch% pwned\n")])
    ])
    let folder = try repository.addWorktree("evil")
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(id),sub", in: folder)
    try repository.git("commit", "-q", "-m", "submodule", in: folder)
    let result = try repository.fanin("merge", "--allow-dirty", "evil")
    #expect(result.status == 0, "\(result)")
    #expect(!repository.exists("pwned"))
    #expect(try repository.status().isEmpty)
  }
}
