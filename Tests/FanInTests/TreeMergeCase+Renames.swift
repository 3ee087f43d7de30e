import Conflicts
import GitValues

extension TreeMergeCase {
  /// What renames of single files lead to.
  static let renames: [TreeMergeCase] = [
    .init(
      "a renamed file takes the other side's edit along", base: start,
      ours: { $0.moving(["top.txt": "moved.txt"]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [2: "y"])]) }),
    .init(
      "a file that was renamed and edited merges with the other side's edit", base: start,
      ours: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [9: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [2: "y"])]) }),
    .init(
      "edits of one line conflict under the new name", base: start,
      ours: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [5: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [5: "y"])]) }, kinds: [.content]),
    .init(
      "a file that we renamed and they removed is left under the new name", base: start,
      ours: { $0.moving(["top.txt": "moved.txt"]) }, theirs: { $0.with(["top.txt": nil]) },
      kinds: [.renameDelete]),
    .init(
      "a file that they renamed and changed and we removed is told twice", base: start,
      ours: { $0.with(["top.txt": nil]) },
      theirs: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [5: "y"])]) },
      kinds: [.renameDelete, .modifyDelete]),
    .init(
      "a file that both renamed alike merges", base: start,
      ours: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [9: "x"])]) },
      theirs: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [2: "y"])]) }),
    .init(
      "a file that both renamed, to different names, is left under both", base: start,
      ours: { $0.with(["top.txt": nil, "one.txt": .lines("top", 10, [9: "x"])]) },
      theirs: { $0.with(["top.txt": nil, "two.txt": .lines("top", 10, [2: "y"])]) },
      kinds: [.renameRename]),
    .init(
      "a binary file renamed to two names keeps each side's bytes",
      base: ["b": .bytes([0] + TestFile.lines("b").bytes)],
      ours: { _ in ["one": .bytes([0] + TestFile.lines("b", 10, [2: "x"]).bytes)] },
      theirs: { _ in ["two": .bytes([0] + TestFile.lines("b", 10, [8: "y"]).bytes)] },
      kinds: [.renameRename]),
    .init(
      "two files renamed to one name conflict there", base: start,
      ours: { $0.moving(["lib/a.txt": "same.txt"]).with(["lib/b.txt": .lines("b", 10, [3: "x"])]) },
      theirs: { $0.moving(["lib/b.txt": "same.txt"]).with(["lib/a.txt": .lines("a", 10, [3: "y"])]) },
      kinds: [.addAdd]),
    .init(
      "a new file where the other side renamed one to conflicts", base: start,
      ours: { $0.moving(["top.txt": "new.txt"]) },
      theirs: { $0.with(["new.txt": "other\n", "top.txt": .lines("top", 10, [2: "y"])]) },
      kinds: [.addAdd]),
    .init(
      "a renamed file with conflicts of its own meets another file", base: start,
      ours: { $0.with(["top.txt": nil, "new.txt": .lines("top", 10, [5: "x"])]) },
      theirs: { $0.with(["new.txt": .lines("n"), "top.txt": .lines("top", 10, [5: "y"])]) },
      kinds: [.renameCollides, .addAdd]),
    .init(
      "a file renamed to where the other side made a folder moves aside", base: start,
      ours: { $0.moving(["top.txt": "x"]) },
      theirs: { $0.with(["x/y": "in folder\n", "top.txt": .lines("top", 10, [2: "y"])]) },
      kinds: [.fileDirectory]),
    .init(
      "a renamed file that became a link on the other side keeps both", base: start,
      ours: { $0.moving(["top.txt": "moved.txt"]) }, theirs: { $0.with(["top.txt": .link("lib")]) },
      kinds: [.modifyDelete]),
    .init(
      "above merge.renameLimit only equal files are renames",
      base: ["a": .lines("a"), "b": .lines("b"), "c": .lines("c")],
      ours: { _ in ["x": .lines("a"), "y": .lines("b", 10, [1: "x"]), "z": .lines("c", 10, [1: "x"])] },
      theirs: { _ in ["a": .lines("a", 10, [9: "y"]), "b": .lines("b", 10, [9: "y"]), "c": .lines("c")] },
      kinds: [.modifyDelete], configuration: ["merge.renameLimit": "1"]),
  ]

  /// A base in which a folder can be renamed.
  private static let tree: TestTree = [
    "old/a.txt": .lines("a"), "old/b.txt": .lines("b"), "old/sub/c.txt": .lines("c"),
    "old/sub/d.txt": .lines("d"), "keep/k.txt": .lines("k"),
  ]

  /// What renamed folders lead to.
  static let folders: [TreeMergeCase] = [
    .init(
      "a file added to a folder that the other side renamed is suggested to follow", base: tree,
      ours: { $0.movingFolder("old", to: "new") }, theirs: { $0.with(["old/x.txt": .lines("x")]) },
      kinds: [.fileLocation]),
    .init(
      "a file that we added to their renamed folder is suggested to follow", base: tree,
      ours: { $0.with(["old/sub/x.txt": .lines("x")]) }, theirs: { $0.movingFolder("old", to: "new") },
      kinds: [.fileLocation]),
    .init(
      "with merge.directoryRenames=true it follows", base: tree,
      ours: { $0.movingFolder("old", to: "new") }, theirs: { $0.with(["old/x.txt": .lines("x")]) },
      configuration: ["merge.directoryRenames": "true"]),
    .init(
      "with merge.directoryRenames=false it stays", base: tree,
      ours: { $0.movingFolder("old", to: "new") }, theirs: { $0.with(["old/x.txt": .lines("x")]) },
      configuration: ["merge.directoryRenames": "false"]),
    .init(
      "a folder whose files went to two places alike is split", base: tree,
      ours: {
        $0.movingFolder("old/sub", to: "s").moving(["old/a.txt": "one/a.txt", "old/b.txt": "two/b.txt"])
      },
      theirs: { $0.with(["old/x.txt": .lines("x")]) }, kinds: [.folderRenameSplit]),
    .init(
      "most files decide where a split folder went", base: tree,
      ours: {
        $0.movingFolder("old/sub", to: "one/sub").moving(["old/a.txt": "one/a.txt", "old/b.txt": "two/b.txt"])
      },
      theirs: { $0.with(["old/x.txt": .lines("x")]) }, kinds: [.fileLocation]),
    .init(
      "a folder may be renamed into the root", base: tree, ours: { $0.movingFolder("old", to: "") },
      theirs: { $0.with(["old/x.txt": .lines("x")]) }, kinds: [.fileLocation]),
    .init(
      "a nested folder may be renamed out of one that stays", base: tree,
      ours: { $0.movingFolder("old/sub", to: "sub2") }, theirs: { $0.with(["old/sub/x.txt": .lines("x")]) },
      kinds: [.fileLocation]),
    .init(
      "a folder that both sides renamed leads nowhere", base: tree,
      ours: { $0.movingFolder("old", to: "new") },
      theirs: { $0.movingFolder("old", to: "other").with(["other/x.txt": .lines("x")]) },
      kinds: [.renameRename]),
    .init(
      "a file renamed into a folder that the other side renamed moves on", base: tree,
      ours: { $0.movingFolder("old", to: "new") }, theirs: { $0.moving(["keep/k.txt": "old/k.txt"]) },
      kinds: [.fileLocation]),
    .init(
      "a file is not put where there is one already", base: tree,
      ours: { $0.movingFolder("old", to: "new") },
      theirs: { $0.with(["old/x.txt": .lines("x"), "new/x.txt": .lines("y")]) },
      kinds: [.implicitFolderRename]),
    .init(
      "two files are not put at one place", base: tree.with(["more/m.txt": .lines("m")]),
      ours: { $0.movingFolder("old", to: "new").movingFolder("more", to: "new") },
      theirs: { $0.with(["old/x.txt": .lines("x"), "more/x.txt": .lines("y")]) },
      kinds: [.implicitFolderRename]),
  ]

  /// Paths that are hard to write down.
  static let names: [TreeMergeCase] = [
    [0xff, 0xfe, 0x2f, 0x80], Array("a b /c d".utf8), Array("line\nfeed".utf8), Array("\"quoted\"\\".utf8),
    Array(repeating: UInt8(ascii: "n"), count: 255),
    Array(String(repeating: "deep/", count: 60).utf8) + [120],
  ].map { bytes in
    let path = GitPath(bytes)
    return .init(
      "content conflicts at \(path.text.prefix(20).debugDescription)", base: [path: .lines("x")],
      ours: { _ in [path: .lines("x", 10, [5: "a"])] }, theirs: { _ in [path: .lines("x", 10, [5: "b"])] },
      kinds: [.content])
  }

  /// The three ways to write a conflict.
  static let styles: [TreeMergeCase] = ["merge", "diff3", "zdiff3"].map { style in
    .init(
      "a renamed file's conflict is written in the style \(style)", base: start,
      ours: { $0.with(["top.txt": nil, "moved.txt": .lines("top", 10, [4: "s", 5: "x"])]) },
      theirs: { $0.with(["top.txt": .lines("top", 10, [4: "s", 5: "y"])]) }, kinds: [.content],
      configuration: ["merge.conflictStyle": style])
  }

  /// What `.gitattributes` say of a file that both sides changed.
  static let attributes: [TreeMergeCase] = [
    ("merge=union", []), ("merge=binary", [.binary]), ("-merge", [.binary]), ("merge=text", [.content]),
    ("merge", [.content]), ("conflict-marker-size=12", [.content]), ("merge=unknown", [.content]),
  ].map { (rule: String, kinds: Set<ConflictKind>) in
    let rules = TestFile(bytes: Array("sub/*.txt \(rule)\n".utf8))
    return .init(
      "the attribute \(rule) rules", base: [".gitattributes": rules, "sub/f.txt": .lines("f")],
      ours: { $0.with(["sub/f.txt": .lines("f", 10, [5: "x"])]) },
      theirs: { $0.with(["sub/f.txt": .lines("f", 10, [5: "y"])]) }, kinds: kinds)
  }
}
