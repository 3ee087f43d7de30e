import Conflicts
import Git
import GitValues
import Testing

@testable import FanIn

/// Every kind of merge, compared with what `git merge-tree` makes of it.
@Suite("Trees merge as git merges them", .enabled(if: TestGit.isComparable))
struct TreeMergeTests {
  /// Merges the case both ways and compares.
  private func check(_ merge: TreeMergeCase) throws {
    let repository = try TestRepository(merge.configuration)
    let base = repository.commit(merge.base)
    let ours = repository.commit(merge.ours, parents: [base])
    let theirs = repository.commit(merge.theirs, parents: [base])
    try repository.write()
    // Git reads attributes from the worktree.
    try repository.git("reset", "-q", "--hard", repository.id(ours).hex)
    let git = try expectEqual(repository, repository.id(ours), repository.id(theirs))
    #expect(Set(git.conflicts.map(\.kind)) == merge.kinds, "this is not what the case is about")
    let swapped = try expectEqual(repository, repository.id(theirs), repository.id(ours))
    #expect(git.isClean == swapped.isClean)
  }

  @discardableResult
  private func expectEqual(
    _ repository: TestRepository, _ ours: ObjectID, _ theirs: ObjectID
  ) throws -> MergeReport {
    let outcome = try #require(try MergeOracle(repository: repository).merges([(ours, theirs)])[0])
    let opened = try repository.open()
    let merger = try CommitMerger(opened, attributesOf: ours)
    let merge = try merger.merge(ours, theirs, names: SideNames(ours: ours.hex, theirs: theirs.hex))
    #expect(try MergeReport(merge, in: opened) == outcome.report)
    return outcome.report
  }

  @Test(arguments: TreeMergeCase.files)
  func `changes of one file`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: TreeMergeCase.types)
  func `files, folders, links and submodules of one name`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: TreeMergeCase.renames)
  func `renamed files`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: TreeMergeCase.folders)
  func `renamed folders`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: TreeMergeCase.names + TreeMergeCase.styles)
  func `unusual names and styles`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: TreeMergeCase.attributes)
  func `attributes of paths`(_ merge: TreeMergeCase) throws { try check(merge) }

  @Test(arguments: ["merge", "diff3", "zdiff3"], [2, 3])
  func `several merge bases are merged first`(_ style: String, bases: Int) throws {
    let repository = try TestRepository(["merge.conflictStyle": style])
    let start = TreeMergeCase.start
    let root = repository.commit(start)
    let middle = (1...bases).map { number in
      repository.commit(
        start.with(["top.txt": .lines("top", 10, [5: "middle \(number)"])]), parents: [root],
        time: 1000 + number)
    }
    let ours = repository.commit(
      start.with(["top.txt": .lines("top", 10, [5: "ours", 9: "x"])]), parents: middle, time: 2000)
    let theirs = repository.commit(
      start.with(["top.txt": .lines("top", 10, [5: "theirs"]), "lib/a.txt": nil]),
      parents: middle.reversed(), time: 2001)
    try repository.write()
    try expectEqual(repository, repository.id(ours), repository.id(theirs))
    try expectEqual(repository, repository.id(theirs), repository.id(ours))
  }

  @Test func `histories without a common commit merge from the empty tree`() throws {
    let repository = try TestRepository(["merge.conflictStyle": "diff3"])
    let ours = repository.commit(["same": "a\n", "both": "x\n", "mine": "1\n"])
    let theirs = repository.commit(["same": "a\n", "both": "y\n", "yours": "2\n"])
    try repository.write()
    let report = try expectEqual(repository, repository.id(ours), repository.id(theirs))
    #expect(report.conflicts.map(\.kind) == [.addAdd])
  }

  @Test func `without merge.renames a renamed file is a removed and a new one`() throws {
    // Git's merge-ort only heeds the setting since 2.50.
    let repository = try TestRepository(["merge.renames": "false"])
    let root = repository.commit(TreeMergeCase.start)
    let ours = repository.commit(TreeMergeCase.start.moving(["top.txt": "moved.txt"]), parents: [root])
    let theirs = repository.commit(
      TreeMergeCase.start.with(["top.txt": .lines("top", 10, [2: "y"])]), parents: [root])
    try repository.write()
    let merger = try CommitMerger(try repository.open(), attributesOf: repository.id(ours))
    let merge = try merger.merge(
      repository.id(ours), repository.id(theirs), names: SideNames(ours: "ours", theirs: "theirs"))
    #expect(merge.merge.conflicts.map(\.kind) == [.modifyDelete])
  }

  @Test func `a file that its folder's move brings back to its old name is not lost`() throws {
    // Git removes it, up to 2.50 at least.
    let repository = try TestRepository()
    let base: TestTree = [
      "src/x": .lines("x"), "src/keep": .lines("k"), "dir/a": .lines("a"), "dir/b": .lines("b"),
    ]
    let root = repository.commit(base)
    let ours = repository.commit(
      base.moving(["src/x": "dir/x"]).with(["dir/x": .lines("x", 10, [2: "changed"])]), parents: [root])
    let theirs = repository.commit(base.movingFolder("dir", to: "src"), parents: [root])
    try repository.write()
    let opened = try repository.open()
    let merger = try CommitMerger(opened, attributesOf: repository.id(ours))
    let merge = try merger.merge(
      repository.id(ours), repository.id(theirs), names: SideNames(ours: "ours", theirs: "theirs"))
    let tree = try opened.objects.apply(merge.merge.updates, to: merge.oursTree)
    let entry = try #require(try opened.objects.entry(at: "src/x", in: tree))
    #expect(try opened.objects.blob(entry.id) == TestFile.lines("x", 10, [2: "changed"]).bytes)
  }

  @Test func `a folder's move that would put a file below another file is left for a decision`() throws {
    // Git makes a tree in which one of the two is missing.
    let repository = try TestRepository()
    let base: TestTree = ["old/a": .lines("a"), "old/b": .lines("b"), "f": .lines("f")]
    let root = repository.commit(base)
    let ours = repository.commit(base.movingFolder("old", to: ""), parents: [root])
    let theirs = repository.commit(
      base.with(["old/f/new": .lines("n"), "old/new": .lines("o")]), parents: [root])
    try repository.write()
    let opened = try repository.open()
    let merger = try CommitMerger(opened, attributesOf: repository.id(ours))
    let merge = try merger.merge(
      repository.id(ours), repository.id(theirs), names: SideNames(ours: "ours", theirs: "theirs"))
    #expect(merge.merge.conflicts.map(\.kind) == [.implicitFolderRename, .fileLocation])
    let tree = try opened.objects.apply(merge.merge.updates, to: merge.oursTree)
    #expect(try opened.objects.entry(at: "f", in: tree)?.mode == .file)
    #expect(try opened.objects.entry(at: "old/f/new", in: tree)?.mode == .file)
  }
}
