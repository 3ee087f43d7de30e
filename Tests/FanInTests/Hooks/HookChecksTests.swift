import Conflicts
import Foundation
import Git
import GitValues
import Testing

@testable import FanIn

/// What the hooks make of silent clashes. The search is one of this test's: two sides that add one folder's file of one
/// number, as `migrations/008_a.sql` and `migrations/008_b.sql`.
@Suite struct HookChecksTests {
  private static var search: SilentSearch {
    SilentSearch(clashes: find)
  }

  private static func find(_ lane: LaneTree, _ others: [LaneTree], _: Workspace) -> [Clash] {
    func added(_ side: LaneTree) -> [GitPath] { side.changes.changes.filter { $0.old == nil }.map(\.path) }
    func number(_ path: GitPath) -> [UInt8] {
      path.parent.bytes + Array(path.name.prefix { $0 != UInt8(ascii: "_") })
    }
    return others.flatMap { other in
      added(lane).flatMap { mine in
        added(other).filter { $0 != mine && number($0) == number(mine) }.map { theirs in
          Clash(
            id: "1", kind: "migration", level: .silent, lanes: [lane.name, other.name], path: mine,
            paths: [mine, theirs], lines: [], decision: .ask, rule: "test", reason: "one number")
        }
      }
    }
  }

  private func file(_ text: String) -> TestFile { TestFile(bytes: Array(text.utf8)) }

  private func checks(_ repository: TestRepository) throws -> HookChecks {
    var checks = HookChecks(try Workspace(directory: repository.folder.path(), environment: [:]))
    checks.search = Self.search
    return checks
  }

  /// Main, and two branches that each add a migration, merged.
  ///
  /// - Parameter result: the tree of the merge.
  private func merged(_ result: TestTree) throws -> (TestRepository, base: ObjectID, merge: ObjectID) {
    let repository = try TestRepository()
    let base = repository.commit(["m/007_z": file("z")])
    let a = repository.commit(["m/007_z": file("z"), "m/008_a": file("a")], parents: [base])
    let b = repository.commit(["m/007_z": file("z"), "m/008_b": file("b")], parents: [base])
    let merge = repository.commit(result, parents: [a, b])
    try repository.write()
    return (repository, repository.id(base), repository.id(merge))
  }

  private func push(_ repository: TestRepository, _ old: ObjectID, _ new: ObjectID) throws -> HookReport {
    try checks(repository).prePush(
      to: "origin", Array("refs/heads/x \(new.hex) refs/heads/main \(old.hex)\n".utf8))
  }

  @Test func `A pushed merge with a silent clash is found`() throws {
    let (repository, base, merge) = try merged([
      "m/007_z": file("z"), "m/008_a": file("a"), "m/008_b": file("b"),
    ])
    let report = try push(repository, base, merge)
    #expect(report.isBlocking && report.clashes.map(\.path) == ["m/008_b"])
    #expect(try push(repository, .zero, merge).isBlocking)
    // What the other side has already is not looked at again.
    #expect(try !push(repository, merge, merge).isBlocking)
    let server = try checks(repository)
    #expect(try server.update("refs/heads/main", from: base, to: merge).isBlocking)
    #expect(try !server.update("refs/heads/main", from: base, to: .zero).isBlocking)
    #expect(try !server.update("refs/tags/v1", from: .zero, to: merge).isBlocking)
  }

  @Test func `A merge in which somebody settled the clash is let through`() throws {
    let (renamed, base, merge) = try merged([
      "m/007_z": file("z"), "m/008_a": file("a"), "m/009_b": file("b"),
    ])
    #expect(try !push(renamed, base, merge).isBlocking)
    let (edited, base2, merge2) = try merged([
      "m/007_z": file("z"), "m/008_a": file("a"), "m/008_b": file("looked at by a person"),
    ])
    #expect(try !push(edited, base2, merge2).isBlocking)
  }

  @Test(arguments: [
    "x", "a b c", "a \(String(repeating: "z", count: 40)) b \(String(repeating: "0", count: 40))",
  ])
  func `Input that git does not write is refused`(line: String) throws {
    let (repository, _, _) = try merged(["a": file("a")])
    #expect(throws: FanInError.self) { try checks(repository).prePush(to: "o", Array(line.utf8)) }
  }

  @Test func `A merge that git made cleanly is looked at before it is committed`() throws {
    let (repository, _, _) = try merged(["a": file("a")])
    try repository.git("checkout", "-q", "c2")
    try repository.git(
      "-c", "user.name=a", "-c", "user.email=a@b", "merge", "-q", "--no-commit", "--no-ff", "c3")
    let theirs = try #require(try repository.open().mergeHeads().first)
    let report = try checks(repository).preMergeCommit()
    #expect(report.clashes.map(\.lanes) == [[theirs.short, "refs/heads/c2"]], "\(report)")
    try repository.git("mv", "m/008_b", "m/009_b")
    #expect(try !checks(repository).preMergeCommit().isBlocking)
  }

  @Test func `A lane's new file is compared with what other lanes have committed`() throws {
    let (repository, base, _) = try merged(["a": file("a")])
    for (lane, branch) in [("mine", "c2"), ("theirs", "c3"), ("elsewhere", "c4")] {
      try repository.git("branch", "lane/\(lane)", branch == "c2" ? "c1" : branch)
      let target = lane == "elsewhere" ? "c2" : "c1"
      let record = LaneRecord(
        name: lane, branch: "refs/heads/lane/\(lane)", target: "refs/heads/\(target)", base: base, owns: [])
      let tree = String(decoding: try repository.git("mktree"), as: UTF8.self).trimmingCharacters(
        in: .newlines)
      let commit = String(
        decoding: try repository.git(
          "-c", "user.name=a", "-c", "user.email=a@b", "commit-tree", "-p", base.hex, "-m", record.message,
          tree), as: UTF8.self)
      try repository.git("update-ref", record.reference, commit.trimmingCharacters(in: .newlines))
    }
    try repository.git("checkout", "-q", "lane/mine")
    try Data("mine".utf8).write(to: repository.folder.appending(path: "m/008_mine"))
    try Data("more".utf8).write(to: repository.folder.appending(path: "m/007_z"))
    try repository.git("add", "m/008_mine")
    let report = try checks(repository).preCommit()
    #expect(report.clashes.map(\.lanes) == [["mine", "theirs"]], "\(report)")
    try repository.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all the same")
    try repository.git("add", "m/007_z")
    // The clash is still there, but not of this commit's making.
    #expect(try !checks(repository).preCommit().isBlocking)
    try Data("mine".utf8).write(to: repository.folder.appending(path: "m/009_mine"))
    try repository.git("add", "m/009_mine")
    #expect(try !checks(repository).preCommit().isBlocking)
  }
}

@Suite struct ChangeSetCacheTests {
  private func repository() throws -> (TestRepository, ObjectID, ObjectID) {
    let repository = try TestRepository()
    let old = repository.commit(["a": TestFile(bytes: [1]), "b/c": TestFile(bytes: [2])])
    let new = repository.commit(["b/c": TestFile(bytes: [3]), "d\u{FF}": TestFile(bytes: [4])])
    try repository.write()
    let graph = try repository.open().graph
    return (repository, try graph.commit(repository.id(old)).tree, try graph.commit(repository.id(new)).tree)
  }

  private func file(_ repository: TestRepository) -> URL {
    repository.folder.appending(path: ".git/fanin/cache/change-sets")
  }

  @Test func `What was kept is what the trees say, and is used`() throws {
    let (repository, old, new) = try repository()
    let expected = try repository.open().objects.changes(from: old, to: new).changes
    let first = ChangeSetCache(try repository.open())
    #expect(try first.changes(from: old, to: new).changes == expected)
    first.save()
    let bytes = try Data(contentsOf: file(repository))
    // Without the objects only the file can say it.
    try FileManager.default.removeItem(at: repository.folder.appending(path: ".git/objects/pack"))
    let second = ChangeSetCache(try repository.open())
    #expect(try second.changes(from: old, to: new).changes == expected)
    second.save()
    #expect(try Data(contentsOf: file(repository)) == bytes)
  }

  @Test func `A damaged file counts as none`() throws {
    let (repository, old, new) = try repository()
    let expected = try repository.open().objects.changes(from: old, to: new).changes
    let cache = ChangeSetCache(try repository.open())
    _ = try cache.changes(from: old, to: new)
    cache.save()
    let whole = try Data(contentsOf: file(repository))
    var broken = [Data(), whole.dropLast(), whole + whole, Data(repeating: 0xFF, count: 5000)]
    for place in stride(from: 0, to: whole.count, by: 7) {
      var bytes = whole
      bytes[place] ^= 0x55
      broken.append(bytes)
    }
    for bytes in broken {
      try bytes.write(to: file(repository))
      #expect(try ChangeSetCache(try repository.open()).changes(from: old, to: new).changes == expected)
    }
  }

  @Test func `A place that cannot be written to is no failure`() throws {
    let (repository, old, new) = try repository()
    try Data().write(to: repository.folder.appending(path: ".git/fanin"))
    let cache = ChangeSetCache(try repository.open())
    #expect(try cache.changes(from: old, to: new).count == 3)
    cache.save()
  }
}
