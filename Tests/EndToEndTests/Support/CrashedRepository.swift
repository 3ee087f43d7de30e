import Dispatch
import Foundation
import Testing

/// A repository that is put back to how it was before each of many rounds.
final class CrashedRepository {
  let repository: TemporaryRepository
  let before: String
  let after: String
  private let template: String

  /// Three lanes that change much, and a file of the user's that is not committed.
  init(files: Int) throws {
    func lane(_ name: String) -> [Entry] {
      (0..<files).map {
        Entry.file("\(name)/deep\($0 % 7)/file\($0)", String(repeating: "\(name) \($0)\n", count: 40))
      }
    }
    repository = try TemporaryRepository.with(
      [
        ("a", lane("a") + [.file("shared.txt", TemporaryRepository.lines([2: "a"])), .gone("old/1")]),
        ("b", lane("b") + [.file("shared.txt", TemporaryRepository.lines([18: "b"])), .gone("old/2")]),
        ("c", [.file("swap/file", "c\n"), .gone("swap"), .link("link", to: "README")]),
      ],
      base: [.file("old/1", "1\n"), .file("old/2", "2\n"), .file("swap", "s\n"), .file("mine", "base\n")])
    try repository.write("mine", "uncommitted\n")
    try repository.write("untracked", "u\n")
    before = try repository.commit("main")
    after = try repository.mergedTree(of: ["a", "b", "c"], into: "main")
    template = repository.root + "/template"
    try RunningProcess(["cp", "-a", repository.path, template], in: "/", environment: repository.environment)
      .wait()
  }

  func reset() throws {
    let script = "rm -rf repo && cp -a template repo && git -C repo update-index -q --refresh; true"
    try RunningProcess(["sh", "-c", script], in: repository.root, environment: repository.environment).wait()
  }

  /// How long the fan-in takes here, in microseconds: the shortest of three.
  func duration() throws -> Int {
    var best = Int.max
    for _ in 0..<3 {
      try reset()
      let begin = DispatchTime.now().uptimeNanoseconds
      #expect(try repository.fanin("merge", "a", "b", "c").status == 0)
      best = min(best, Int(DispatchTime.now().uptimeNanoseconds - begin) / 1000)
    }
    return best
  }

  /// As if the crash had been a while ago, so that nobody has to wait for locks that may be in use.
  func letTimePass() {
    let git = repository.path + "/.git/"
    for name in ["fanin/journal", "index.lock", "refs/heads/main.lock", "refs/fanin/log.lock", "HEAD.lock"] {
      if Files.exists(git + name) { Files.age(git + name, seconds: 60) }
    }
  }

  /// What must hold right after a crash.
  func expectOldOrNew(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let tree = try repository.tree("main")
    let isOld = try repository.commit("main") == before
    #expect(isOld || tree == after, sourceLocation: sourceLocation)
    try repository.expectSound(sourceLocation: sourceLocation)
    expectOwnFiles(sourceLocation: sourceLocation)
  }

  private func expectOwnFiles(sourceLocation: SourceLocation) {
    #expect(repository.read("mine") == "uncommitted\n", sourceLocation: sourceLocation)
    #expect(repository.read("untracked") == "u\n", sourceLocation: sourceLocation)
  }

  /// What must hold once the same fan-in has been run again.
  func expectMended(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try repository.tree("main") == after, sourceLocation: sourceLocation)
    #expect(try repository.status() == " M mine\n?? untracked", sourceLocation: sourceLocation)
    expectOwnFiles(sourceLocation: sourceLocation)
    var locks: [String] = []
    Files.walk(Array((repository.path + "/.git").utf8)) { path, _ in
      let name = String(decoding: path, as: UTF8.self)
      if name.hasSuffix(".lock") || name.contains("pack_git2_") || name.hasSuffix("fanin/journal") {
        locks.append(name)
      }
    }
    #expect(locks == [], sourceLocation: sourceLocation)
    let log = try repository.fanin("log", "--json").document()["fanins"]
    #expect(log.list.count == 1, sourceLocation: sourceLocation)
    try repository.expectSound(sourceLocation: sourceLocation)
  }
}
