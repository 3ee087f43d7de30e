import Foundation
import Testing

@Suite struct RenumberTests {
  /// `main` has 008 of its own, and the branch `feature`, which is checked out, another one.
  private func colliding(
    tracker: Bool = true,
    feature: [Entry] = [.file("migrations/008_add_feature_b.sql", "create table b (id int);\n")]
  ) throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    func lines(_ names: String...) -> [Entry] {
      tracker ? [.file("applied.txt", names.map { $0 + "\n" }.joined())] : []
    }
    try repository.build([
      NewCommit(
        "main", [.file("migrations/007_x.sql", "create table x (id int);\n")] + lines("007_x.sql")),
      NewCommit("feature", from: "main", feature + lines("007_x.sql", "008_add_feature_b.sql")),
      NewCommit(
        "main",
        [.file("migrations/008_add_feature_a.sql", "create table a (id int);\n")]
          + lines("007_x.sql", "008_add_feature_a.sql")),
    ])
    try repository.git("checkout", "-q", "feature")
    return repository
  }

  private func names(_ repository: TemporaryRepository) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: repository.path + "/migrations").sorted()
  }

  @Test func `The branch's migration moves behind the target's, with what names it`() throws {
    let repository = try colliding()
    let before = try repository.commit("feature")
    let result = try repository.fanin("renumber")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.commit("feature") == before)
    #expect(try names(repository) == ["007_x.sql", "009_add_feature_b.sql"])
    #expect(repository.read("applied.txt") == "007_x.sql\n009_add_feature_b.sql\n")
    let renames = try repository.git("diff", "--cached", "-M", "--name-status")
    #expect(
      renames.split(separator: "\n") == [
        "M\tapplied.txt", "R100\tmigrations/008_add_feature_b.sql\tmigrations/009_add_feature_b.sql",
      ])
    #expect(try repository.git("diff", "--name-only") == "")
    try repository.git("commit", "-q", "-m", "renumbered")
    let history = try repository.git(
      "log", "--follow", "--format=%s", "--", "migrations/009_add_feature_b.sql")
    #expect(history.split(separator: "\n").count == 2)
    try repository.expectSound()
  }

  @Test func `A second run has nothing to do and changes nothing`() throws {
    let repository = try colliding()
    #expect(try repository.fanin("renumber").status == 0)
    let before = try repository.status()
    let again = try repository.fanin("renumber")
    #expect(again.status == 0 && again.output.hasPrefix("nothing to do"), "\(again)")
    #expect(try repository.status() == before)
    #expect(try repository.fanin("renumber", "--check").status == 0)
  }

  @Test func `Looking only changes nothing and says it by its exit status`() throws {
    let repository = try colliding()
    let check = try repository.fanin("renumber", "--check", "--json")
    #expect(check.status == 1)
    let document = try check.document()
    #expect(document["result"].string == "dry-run")
    let unit = document["units"][0]
    #expect(unit["group"].string == "migrations" && unit["level"].string == "auto", "\(unit)")
    #expect(unit["files"].strings == ["migrations/008_add_feature_b.sql"])
    #expect(
      unit.keys.isSuperset(of: [
        "group", "scheme", "lane", "files", "from", "to", "reason", "rewrites", "mentions", "level", "code",
      ]))
    #expect(try repository.fanin("renumber", "--dry-run").status == 0)
    #expect(try repository.status() == "")
  }

  @Test func `A migration that git does not know yet is renamed and stays untracked`() throws {
    let repository = try colliding(tracker: false, feature: [.file("code.txt", "c\n")])
    try repository.write("migrations/008_new.sql", "create table n (id int);\r\n")
    let result = try repository.fanin("renumber")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.status() == "?? migrations/009_new.sql")
    #expect(repository.read("migrations/009_new.sql") == "create table n (id int);\r\n")
  }

  @Test func `A migration that is only staged is moved in the index`() throws {
    let repository = try colliding(tracker: false, feature: [.file("code.txt", "c\n")])
    try repository.write("migrations/008_new.sql", "create table n (id int);\n")
    try repository.git("add", "migrations")
    #expect(try repository.fanin("renumber").status == 0)
    #expect(try repository.status() == "A  migrations/009_new.sql")
  }

  @Test func `Changes that are not staged, and files at the new name, are never lost`() throws {
    let repository = try colliding()
    let mine = "007_x.sql\n008_add_feature_b.sql\nmine\n"
    try repository.write("applied.txt", mine)
    let dirty = try repository.fanin("renumber")
    #expect(dirty.status == 3, "\(dirty)")
    #expect(repository.read("applied.txt") == mine)
    try repository.git("checkout", "-q", "applied.txt")
    try repository.write(".git/info/exclude", "009*\n")
    try repository.write("migrations/009_add_feature_b.sql", "ignored\n")
    let taken = try repository.fanin("renumber")
    #expect(taken.status == 3, "\(taken)")
    #expect(repository.read("migrations/009_add_feature_b.sql") == "ignored\n")
    #expect(try names(repository).contains("008_add_feature_b.sql"))
    #expect(try repository.status() == "")
  }

  @Test func `A branch elsewhere gets one commit, its clean worktree follows, and a dirty one refuses`()
    throws
  {
    let repository = try colliding()
    try repository.git("checkout", "-q", "main")
    let before = try repository.commit("feature")
    let folder = try repository.addWorktree("feature")
    try repository.write("note", "n\n", in: folder)
    let refused = try repository.fanin("renumber", "--branch", "feature")
    #expect(refused.status == 3 && refused.errors.contains(folder), "\(refused)")
    try FileManager.default.removeItem(atPath: folder + "/note")
    #expect(try repository.fanin("renumber", "--branch", "feature").status == 0)
    #expect(try repository.line(before, "feature").count == 1)
    #expect(try repository.status(in: folder) == "")
    #expect(repository.exists("migrations/009_add_feature_b.sql", in: folder))
    #expect(
      try repository.message("feature").contains(
        "migrations/008_add_feature_b.sql -> migrations/009_add_feature_b.sql"))
  }

  @Test(arguments: [
    ("create table a (id int, name text);\n", "create table a (id int);\n"),
    ("-- b\nalter table x add column c int;\n", "alter table x add c text;\n"),
  ])
  func `Two sides that change one thing are asked about with both places, and nothing is changed`(
    mine: String, theirs: String
  ) throws {
    let repository = try colliding(tracker: false, feature: [.file("migrations/008_b.sql", mine)])
    try repository.build(
      [NewCommit("main", [.file("migrations/008_add_feature_a.sql", theirs)])], checkingOut: false)
    let result = try repository.fanin("renumber", "--json")
    #expect(result.status == 1, "\(result)")
    let document = try result.document()
    #expect(document["result"].string == "open")
    let clash = document["open"][0]
    #expect(clash["rule"].string == "E-SAME-OBJECT", "\(document)")
    #expect(clash["paths"].strings == ["migrations/008_add_feature_a.sql", "migrations/008_b.sql"])
    let line = mine.hasPrefix("--") ? 2 : 1
    let reason = clash["reason"].string ?? ""
    #expect(reason.contains("migrations/008_add_feature_a.sql:1"), "\(reason)")
    #expect(reason.contains("migrations/008_b.sql:\(line)"), "\(reason)")
    let unit = document["units"][0]
    #expect(unit["code"].string == "E-SAME-OBJECT" && unit["level"].string == "stop", "\(unit)")
    #expect(try repository.fanin("renumber").output.contains("(E-SAME-OBJECT)"))
    #expect(try repository.status() == "")
    #expect(try repository.fanin("renumber", "--accept-same-object").status == 0)
    #expect(repository.exists("migrations/009_b.sql"))
  }

  @Test func `Lanes named before it are moved past too`() throws {
    let repository = try colliding(tracker: false)
    try repository.build(
      [NewCommit("other", from: "main", [.file("migrations/009_o.sql", "create table o (id int);\n")])],
      checkingOut: false)
    #expect(try repository.fanin("renumber", "--onto", "main", "--onto", "other").status == 0)
    #expect(try names(repository) == ["007_x.sql", "010_add_feature_b.sql"])
  }

  @Test func `Up and down move together, with hostile names`() throws {
    let repository = try colliding(
      tracker: false,
      feature: [
        .file("migrations/008_a b'\"$é.up.sql", "create table b (id int);\n"),
        .file("migrations/008_a b'\"$é.down.sql", "drop table b;\n"),
      ])
    try repository.build(
      [NewCommit("main", [.file("migrations/008_z.up.sql", "create table z (id int);\n")])],
      checkingOut: false)
    #expect(try repository.fanin("renumber").status == 0)
    #expect(try names(repository) == ["007_x.sql", "009_a b'\"$é.down.sql", "009_a b'\"$é.up.sql"])
  }

  @Test func `A Django migration follows the target's, and the rest of its chain with it`() throws {
    func migration(_ dependency: String) -> String {
      "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        + "    dependencies = [(\"shop\", \"\(dependency)\")]\n    operations = []\n"
    }
    let repository = try TemporaryRepository()
    let folder = "shop/migrations/"
    try repository.build([
      NewCommit(
        "main", [.file(folder + "__init__.py", ""), .file(folder + "0001_initial.py", migration("x"))]),
      NewCommit(
        "feature", from: "main",
        [
          .file(folder + "0002_b.py", migration("0001_initial")),
          .file(folder + "0003_c.py", migration("0002_b")),
        ]),
      NewCommit("main", [.file(folder + "0002_a.py", migration("0001_initial"))]),
    ])
    try repository.git("checkout", "-q", "feature")
    let result = try repository.fanin("renumber")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read(folder + "0003_b.py") == migration("0002_a"))
    #expect(repository.read(folder + "0004_c.py") == migration("0003_b"))
    #expect(!repository.exists(folder + "0002_b.py") && !repository.exists(folder + "0003_c.py"))
    let again = try repository.fanin("renumber")
    #expect(again.status == 0 && again.output.hasPrefix("nothing to do"), "\(again)")
    try repository.git("commit", "-q", "-m", "renumbered")
    let committed = try repository.fanin("renumber")
    #expect(committed.status == 0 && committed.output.hasPrefix("nothing to do"), "\(committed)")
    try repository.git("checkout", "-q", "main")
    let check = try repository.fanin("check", "feature", "--json")
    #expect(check.status == 0, "\(check)")
    #expect(try check.document()["clashes"].list.isEmpty, "\(check)")
    #expect(try repository.fanin("merge", "feature").status == 0)
    #expect(repository.read(folder + "0003_b.py") == migration("0002_a"))
    #expect(repository.read(folder + "0004_c.py") == migration("0003_b"))
  }

  @Test func `A lane that was renumbered is merged as it is, and is nothing new after a squash merge`() throws
  {
    let repository = try colliding(tracker: false)
    try repository.git("checkout", "-q", "-b", "lane/l", "feature")
    #expect(try repository.fanin("renumber", "--onto", "main").status == 0)
    try repository.git("commit", "-q", "-m", "renumbered")
    try repository.git("checkout", "-q", "main")
    try repository.git("checkout", "-q", "-b", "squashing")
    #expect(try repository.fanin("merge", "l").status == 0)
    #expect(try names(repository) == ["007_x.sql", "008_add_feature_a.sql", "009_add_feature_b.sql"])
    try repository.git("checkout", "-q", "main")
    try repository.git("merge", "-q", "--squash", "lane/l")
    try repository.git("commit", "-q", "-m", "squashed")
    #expect(try repository.fanin("merge", "l").status == 0)
    #expect(try repository.fanin("merge", "feature").status == 0)
    #expect(try names(repository) == ["007_x.sql", "008_add_feature_a.sql", "009_add_feature_b.sql"])
    try repository.expectSound()
  }

  #if DEBUG
    @Test(arguments: ["renumber-journal", "renumber-files"])
    func `What a crash left is finished by the next run`(point: String) throws {
      let repository = try colliding()
      let crashed = try repository.fanin(["renumber"], environment: ["FANIN_CRASH_AT": point])
      #expect(crashed.status != 0)
      #expect(try repository.fanin("renumber").status == 0)
      #expect(try names(repository) == ["007_x.sql", "009_add_feature_b.sql"])
      #expect(repository.read("applied.txt") == "007_x.sql\n009_add_feature_b.sql\n")
      #expect(!repository.exists(".git/fanin-renumber"))
      try repository.expectSound()
    }

    /// Untracked migrations of which each goes to the place that the one after it leaves, two with the same content.
    private func untracked() throws -> TemporaryRepository {
      let repository = try colliding()
      for (number, text) in [("09", "1"), ("10", "1"), ("11", "2")] {
        try repository.write("migrations/0\(number)_x.sql", "select \(text);\n")
      }
      return repository
    }

    @Test(
      arguments: [
        ["renumber-files"], ["renumber-move-0"], ["renumber-noted-0"],
        ["renumber-move-1"],
        ["renumber-noted-2"], ["renumber-files", "renumber-finished-0"],
        ["renumber-move-0", "renumber-finished-0", "renumber-finished-1"],
      ])
    func `A crash between the moves of untracked files is finished by the next run`(points: [String]) throws {
      let whole = try untracked()
      #expect(try whole.fanin("renumber").status == 0)
      #expect(
        try names(whole) == [
          "007_x.sql", "009_add_feature_b.sql", "010_x.sql", "011_x.sql", "012_x.sql",
        ])
      let repository = try untracked()
      for point in points {
        let crashed = try repository.fanin(["renumber"], environment: ["FANIN_CRASH_AT": point])
        #expect(crashed.status == 128 + SIGKILL, "\(point): \(crashed)")
      }
      #expect(try repository.fanin("renumber", "--check").status == 3)
      #expect(try repository.fanin("renumber").status == 0)
      #expect(repository.contents() == whole.contents())
      #expect(try repository.status() == whole.status())
      #expect(!repository.exists(".git/fanin-renumber"))
      try repository.expectSound()
    }

    @Test func `What somebody did to untracked files after a crash is kept`() throws {
      let repository = try untracked()
      let crashed = try repository.fanin(["renumber"], environment: ["FANIN_CRASH_AT": "renumber-files"])
      #expect(crashed.status == 128 + SIGKILL)
      // As if it had been cut off between the new file and the old one's going.
      try repository.write("migrations/012_x.sql", "select 2;\n")
      try repository.write("migrations/010_x.sql", "select 3;\n")
      try FileManager.default.removeItem(atPath: repository.path + "/migrations/009_x.sql")
      #expect(try repository.fanin("renumber").status == 0)
      #expect(
        try names(repository) == ["007_x.sql", "009_add_feature_b.sql", "011_x.sql", "012_x.sql"])
      #expect(repository.read("migrations/011_x.sql") == "select 3;\n")
      #expect(repository.read("migrations/012_x.sql") == "select 2;\n")
    }

    @Test func `A file that was made at a new name after a crash is not overwritten`() throws {
      let repository = try untracked()
      let crashed = try repository.fanin(["renumber"], environment: ["FANIN_CRASH_AT": "renumber-files"])
      #expect(crashed.status == 128 + SIGKILL)
      try repository.write("migrations/012_x.sql", "mine\n")
      _ = try repository.fanin("renumber")
      let texts = try names(repository).compactMap { repository.read("migrations/\($0)") }
      for text in ["mine\n", "select 1;\n", "select 2;\n"] { #expect(texts.contains(text), "\(texts)") }
      #expect(!repository.exists(".git/fanin-renumber"))
    }
  #endif

  @Test func `Callers at once never get the same number`() throws {
    let repository = try colliding(tracker: false)
    var all: [String] = []
    for _ in 0..<3 {
      let processes = try (0..<8).map { _ in try repository.start(["renumber", "reserve", "2"]) }
      for result in processes.map({ $0.wait() }) {
        #expect(result.status == 0, "\(result)")
        all += result.output.split(separator: "\n").map(String.init)
      }
    }
    #expect(all.count == 48 && Set(all).count == 48, "\(all.sorted())")
    #expect(all.sorted().first == "009")
    let list = try repository.fanin("renumber", "reserve", "--list", "--json").document()["reservations"]
    #expect(list.list.count == 24)
  }

  @Test func `A branch is numbered past what others have reserved`() throws {
    let repository = try colliding(tracker: false)
    #expect(try repository.fanin("renumber", "reserve", "2", "--lane", "other").output == "009\n010\n")
    #expect(try repository.fanin("renumber").status == 0)
    #expect(try names(repository) == ["007_x.sql", "011_add_feature_b.sql"])
  }

  @Test func `A fan-in moves a lane's migration past what another lane has reserved`() throws {
    let repository = try TemporaryRepository()
    try repository.build([
      NewCommit("main", [.file("migrations/007_x.sql", "create table x (id int);\n")]),
      NewCommit("lane/a", from: "main", [.file("migrations/008_a.sql", "create table a (id int);\n")]),
      NewCommit("main", [.file("migrations/008_m.sql", "create table m (id int);\n")]),
      NewCommit("lane/b", from: "main", [.file("code.txt", "c\n")]),
    ])
    try repository.git("checkout", "-q", "main")
    let reserved = try repository.fanin("renumber", "reserve", "--lane", "b")
    #expect(reserved.output == "009\n", "\(reserved)")
    try repository.build(
      [NewCommit("lane/b", [.file("migrations/009_b.sql", "create table b (id int);\n")])], checkingOut: false
    )
    let merged = try repository.fanin("merge", "a", "b")
    #expect(merged.status == 0, "\(merged)")
    #expect(try names(repository) == ["007_x.sql", "008_m.sql", "009_b.sql", "010_a.sql"])
  }
}
