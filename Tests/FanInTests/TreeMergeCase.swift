import Conflicts
import GitValues
import Testing

/// Three trees to merge, and what kinds of conflict they are about.
struct TreeMergeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let base: TestTree
  let ours: TestTree
  let theirs: TestTree
  let kinds: Set<ConflictKind>
  let configuration: [String: String]

  var testDescription: String { name }

  /// - Parameters:
  ///   - name: what happens, as a sentence.
  ///   - base: the tree both sides start from.
  ///   - ours: what we change in it.
  ///   - theirs: what they change in it.
  ///   - kinds: the conflicts that git must find, or the case is not about what it says.
  ///   - configuration: git's settings.
  init(
    _ name: String, base: TestTree, ours: (TestTree) -> TestTree, theirs: (TestTree) -> TestTree,
    kinds: Set<ConflictKind> = [], configuration: [String: String] = [:]
  ) {
    self.name = name
    self.base = base
    self.ours = ours(base)
    self.theirs = theirs(base)
    self.kinds = kinds
    self.configuration = configuration
  }

  /// A base with two folders and a file at the top.
  static let start: TestTree = [
    "lib/a.txt": .lines("a"), "lib/b.txt": .lines("b"), "lib/deep/c.txt": .lines("c"),
    "app/d.txt": .lines("d"), "top.txt": .lines("top"),
  ]
}

extension TreeMergeCase {
  /// What two sides can do to the content and type of one file.
  static let files: [TreeMergeCase] = [
    .init(
      "edits far apart merge", base: start, ours: { $0.with(["top.txt": .lines("top", 10, [1: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [9: "y"])]) }),
    .init(
      "edits of one line conflict", base: start, ours: { $0.with(["top.txt": .lines("top", 10, [5: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [5: "y"])]) }, kinds: [.content]),
    .init(
      "equal edits are one edit", base: start, ours: { $0.with(["top.txt": .lines("top", 10, [5: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [5: "x"])]) }),
    .init(
      "two new files of one name conflict", base: start, ours: { $0.with(["new": .lines("n", 5)]) },
      theirs: { $0.with(["new": .lines("n", 5, [3: "other"])]) }, kinds: [.addAdd]),
    .init(
      "a file that we removed and they changed is left", base: start, ours: { $0.with(["top.txt": nil]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [2: "y"])]) }, kinds: [.modifyDelete]),
    .init(
      "a file that we changed and they removed is left", base: start,
      ours: { $0.with(["top.txt": .lines("top", 10, [2: "y"])]) }, theirs: { $0.with(["top.txt": nil]) },
      kinds: [.modifyDelete]),
    .init(
      "a file that both removed is gone", base: start, ours: { $0.with(["top.txt": nil]) },
      theirs: { $0.with(["top.txt": nil]) }),
    .init(
      "one side's execute bit and the other's edit come together", base: start,
      ours: { $0.with(["top.txt": TestFile(mode: .executable, bytes: TestFile.lines("top").bytes)]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [2: "y"])]) }),
    .init(
      "new files with equal content and different modes conflict", base: start,
      ours: { $0.with(["run": "go\n"]) }, theirs: { $0.with(["run": .executable("go\n")]) },
      kinds: [.addAdd]),
    .init(
      "both setting the execute bit is no conflict", base: start,
      ours: { $0.with(["top.txt": .executable("a\n")]) },
      theirs: { $0.with(["top.txt": .executable("a\n")]) }),
    .init(
      "files with zero bytes are not merged as text", base: ["b": .bytes([0, 1, 10, 2, 10])],
      ours: { _ in ["b": .bytes([0, 1, 10, 3, 10])] }, theirs: { _ in ["b": .bytes([0, 4, 10, 2, 10])] },
      kinds: [.binary]),
    .init(
      "empty files and new content conflict", base: ["e": ""], ours: { _ in ["e": "a\n"] },
      theirs: { _ in ["e": "b\n"] }, kinds: [.content]),
    .init(
      "a missing last line feed is kept", base: ["f": "a\nb\nc\nd\ne"], ours: { _ in ["f": "x\nb\nc\nd\ne"] },
      theirs: { _ in ["f": "a\nb\nc\nd\ne\n"] }),
    .init(
      "line endings of CR LF are kept, in markers, too", base: ["f": "a\r\nb\r\nc\r\n"],
      ours: { _ in ["f": "a\r\nx\r\nc\r\n"] }, theirs: { _ in ["f": "a\r\ny\r\nc\r\n"] }, kinds: [.content]),
    .init(
      "symbolic links to different places conflict", base: ["l": .link("a")],
      ours: { _ in ["l": .link("b")] }, theirs: { _ in ["l": .link("c")] }, kinds: [.content]),
    .init(
      "a submodule that both moved conflicts", base: ["s": .submodule("1")],
      ours: { _ in ["s": .submodule("2")] }, theirs: { _ in ["s": .submodule("3")] }, kinds: [.submodule]),
    .init(
      "a submodule that one side moved is moved", base: ["s": .submodule("1")], ours: { $0 },
      theirs: { _ in ["s": .submodule("3")] }),
    .init(
      "new submodules of one name conflict", base: start, ours: { $0.with(["s": .submodule("1")]) },
      theirs: { $0.with(["s": .submodule("2")]) }, kinds: [.submodule]),
  ]

  /// Names that are files for one side and something else for the other.
  static let types: [TreeMergeCase] = [
    .init(
      "our file makes way for their folder", base: start, ours: { $0.with(["x": "file\n"]) },
      theirs: { $0.with(["x/y": "in folder\n"]) }, kinds: [.fileDirectory]),
    .init(
      "their file makes way for our folder", base: start, ours: { $0.with(["x/y": "in folder\n"]) },
      theirs: { $0.with(["x": "file\n"]) }, kinds: [.fileDirectory]),
    .init(
      "a changed file makes way for the folder that replaced it", base: ["x": .lines("x"), "z": "z\n"],
      ours: { $0.with(["x": .lines("x", 10, [3: "changed"])]) },
      theirs: { $0.with(["x": nil, "x/y": "in folder\n"]) }, kinds: [.fileDirectory, .modifyDelete]),
    .init(
      "an unchanged file gives way to the folder that replaced it", base: ["x": .lines("x"), "z": "z\n"],
      ours: { $0.with(["z": "changed\n"]) }, theirs: { $0.with(["x": nil, "x/y": "in folder\n"]) }),
    .init(
      "a file takes the place of a folder that nobody else touched", base: start,
      ours: { $0.with(["lib/a.txt": nil, "lib/b.txt": nil, "lib/deep/c.txt": nil, "lib": "file\n"]) },
      theirs: { $0.with(["top.txt": "changed\n"]) }),
    .init(
      "a new file and a new link of one name both stay", base: start, ours: { $0.with(["x": "file\n"]) },
      theirs: { $0.with(["x": .link("top.txt")]) }, kinds: [.distinctTypes]),
    .init(
      "a new link and a new submodule of one name both stay", base: start,
      ours: { $0.with(["x": .link("top.txt")]) }, theirs: { $0.with(["x": .submodule("1")]) },
      kinds: [.distinctTypes]),
    .init(
      "a changed file that became a link on the other side stays beside it", base: ["x": .lines("x")],
      ours: { _ in ["x": .lines("x", 10, [3: "changed"])] }, theirs: { _ in ["x": .link("y")] },
      kinds: [.distinctTypes]),
  ]
}
