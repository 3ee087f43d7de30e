import Foundation

/// Measures git-fanin beside git, in the same run and on the same repositories.
///
/// Shown are ratios: how many times as much processor time and time on the clock git took. Absolute times of
/// one machine say little about another.
@main
struct Benchmarks {
  let fanin: String
  let root: String

  static func main() throws {
    guard CommandLine.arguments.count > 1 else {
      throw ProcessFailure(description: "usage: fanin-bench BINARY [PART…]")
    }
    let root = NSTemporaryDirectory() + "/fanin-bench-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let bench = Benchmarks(fanin: CommandLine.arguments[1], root: root)
    let parts = Set(CommandLine.arguments.dropFirst(2))
    func wants(_ part: String) -> Bool { parts.isEmpty || parts.contains(part) }
    bench.say("each row: processor seconds and wall seconds, then git's as a multiple of ours\n")
    if wants("start") { try bench.startUp() }
    if wants("hook") { try bench.hook() }
    if wants("file") { try bench.mergeFile() }
    if wants("check") { try bench.check() }
    if wants("merge") { try bench.merge() }
    if wants("worktrees") { try bench.worktrees() }
  }

  private func row(_ name: String, _ cost: Cost, over ours: Cost? = nil) {
    func text(_ value: Double) -> String { String(format: "%8.3f", value) }
    let ratio = ours.map { ours in
      String(format: "  %7.1fx %7.1fx", cost.processor / ours.processor, cost.wall / ours.wall)
    }
    let label = name.padding(toLength: 52, withPad: " ", startingAt: 0)
    say("  \(label)\(text(cost.processor))\(text(cost.wall))\(ratio ?? "")")
  }

  /// Prints a line at once, also into a pipe.
  private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

  /// What one call costs that reads a reference.
  private func startUp() throws {
    say("start-up, 100 processes")
    let repository = try GeneratedRepository(
      in: root + "/start", files: 100, branches: 1, changes: 1, hot: 1, forks: 1, seed: 1)
    let ours = try median(of: 3) {
      for _ in 0..<100 { try run(fanin, ["log", "-n", "1"], in: repository.folder) }
    }
    row("git fanin log -n 1", ours)
    let theirs = try median(of: 3) {
      for _ in 0..<100 { try git("rev-parse", "HEAD", in: repository.folder) }
    }
    row("git rev-parse HEAD", theirs, over: ours)
  }

  /// What a commit in a lane's worktree costs more with the hook than without.
  private func hook() throws {
    for files in [500, 5000] {
      say("pre-commit hook, 1 staged file, 16 lanes with worktrees of \(files) files, 20 processes")
      let root = root + "/hook\(files)"
      let repository = try GeneratedRepository(
        in: root + "/repo", files: files, branches: 1, changes: 1, hot: 1, forks: 1, seed: 16)
      let words = (0..<16).flatMap { ["--lane", "w\($0)=src/**"] }
      try run(fanin, ["start"] + words, in: repository.folder)
      for lane in 0..<16 {
        let folder = root + "/repo.lanes/w\(lane)"
        for file in 0..<20 { try change(file * files / 20 + lane, in: folder) }
        try git("commit", "-q", "-a", "-m", "work", in: folder)
      }
      let lane = root + "/repo.lanes/w0"
      try change(7, in: lane)
      try git("add", "-A", in: lane)
      let ours = try median(of: 3) {
        for _ in 0..<20 { try run(fanin, ["hook", "pre-commit"], in: lane) }
      }
      row("git fanin hook pre-commit", ours)
      let first = try median(of: 3) {
        for _ in 0..<20 {
          try? FileManager.default.removeItem(atPath: root + "/repo/.git/fanin/cache")
          try run(fanin, ["hook", "pre-commit"], in: lane)
        }
      }
      row("the same without its cache", first, over: ours)
      let theirs = try median(of: 3) { for _ in 0..<20 { try git("status", in: lane) } }
      row("git status", theirs, over: ours)
    }
  }

  /// Adds a line to a file of a generated repository.
  private func change(_ file: Int, in folder: String) throws {
    let path = "\(folder)/src/part\(file / 100)/file\(file).txt"
    let text = try Data(contentsOf: URL(fileURLWithPath: path))
    try (text + Data("one more line\n".utf8)).write(to: URL(fileURLWithPath: path))
  }

  /// One file with ten conflicts, all of which rules settle: by the lines alone, and by what the code says.
  private func mergeFile() throws {
    try mergeFile("lines that touch", "neighbours") { line, module in
      let isChanged = line % 200 == (module == "alpha" ? 100 : 101)
      return "value\(line) = \(isChanged ? module : "compute")(\(line))\n"
    }
    try mergeFile("functions that both added", "functions") { line, module in
      let value = "value\(line) = compute(\(line))\n"
      guard line % 200 == 100 else { return value }
      return value + "\n\ndef \(module)\(line)(x):\n    return \(module)(x, \(line))\n\n\n"
    }
  }

  /// - Parameters:
  ///   - conflicts: what the sides changed, in words.
  ///   - name: the folder.
  ///   - edited: a line as a side has it.
  private func mergeFile(
    _ conflicts: String, _ name: String, edited: (_ line: Int, _ module: String) -> String
  ) throws {
    say("merge of one file of 2,000 lines with ten conflicts, \(conflicts), 100 processes")
    let folder = root + "/file/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (side, module) in [("base", nil), ("ours", "alpha"), ("theirs", "beta")] {
      let lines = (0..<2000).map { line in
        module.map { edited(line, $0) } ?? "value\(line) = compute(\(line))\n"
      }
      try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: "\(folder)/\(side).py"))
    }
    let arguments = ["merge-file", "--stdout", "-p", "src/values.py", "base.py", "ours.py", "theirs.py"]
    let ours = try median(of: 3) {
      for _ in 0..<100 { try run(fanin, arguments, in: folder) }
    }
    row("git fanin merge-file", ours)
    let theirs = try median(of: 3) {
      for _ in 0..<200 {
        try git("merge-file", "-p", "ours.py", "base.py", "theirs.py", in: folder, allowed: Set(0...127))
      }
    }
    row("git merge-file, started twice", theirs, over: ours)
  }

  /// All pairs of many branches.
  private func check() throws {
    for (count, forks) in [(50, 1), (100, 1), (200, 1), (100, 30)] {
      let place = forks == 1 ? "one fork point" : "\(forks) fork points"
      say("check of \(count) branches, 20 files each of 5,000, 40 hot ones, \(place)")
      let repository = try GeneratedRepository(
        in: root + "/check\(count)-\(forks)", files: 5000, branches: count, changes: 20, hot: 30,
        forks: forks,
        seed: UInt64(count))
      let ours = try median(of: 3) {
        try run(fanin, ["check", "--committed", "--json"], in: repository.folder, allowed: [0, 1])
      }
      row("git fanin check (all pairs, and main)", ours)
      let pairs = repository.branches.indices.flatMap { a in
        repository.branches[(a + 1)...].map { (repository.branches[a], $0) }
      }
      let input = Data(pairs.map { "\($0.0) \($0.1)\n" }.joined().utf8)
      let stream = try measure {
        try git(
          "merge-tree", "--write-tree", "--stdin", in: repository.folder, input: input, allowed: [0, 1])
      }
      row("git merge-tree --stdin (\(pairs.count) pairs)", stream, over: ours)
      guard count == 100 else { continue }
      let single = try measure {
        for (a, b) in pairs {
          try git("merge-tree", "--write-tree", a, b, in: repository.folder, allowed: [0, 1])
        }
      }
      row("git merge-tree, a process a pair", single, over: ours)
    }
  }

  /// Thirty lanes into one branch.
  private func merge() throws {
    say("fan-in of 30 lanes, 10 files each of 10,000, none in conflict")
    let repository = try GeneratedRepository(
      in: root + "/merge", files: 10_000, branches: 30, changes: 10, hot: 10_000, forks: 1, seed: 30)
    let base = String(decoding: try git("rev-parse", "main", in: repository.folder), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    func reset() throws { try git("reset", "-q", "--hard", base, in: repository.folder) }
    let ours = try measure {
      try run(fanin, ["merge", "--no-gate", "--keep-going"], in: repository.folder, allowed: [0, 1])
    }
    row("git fanin merge (checked-out target, 1 publication)", ours)
    try reset()
    let merges = try measure {
      for branch in repository.branches {
        try git("merge", "-q", "--no-ff", "-m", "merge", branch, in: repository.folder, allowed: [0, 1])
        try git("merge", "--abort", in: repository.folder, allowed: [0, 128])
      }
    }
    row("git merge, 30 times", merges, over: ours)
    try reset()
    let trees = try measure {
      for branch in repository.branches {
        try git("merge-tree", "--write-tree", "main", branch, in: repository.folder, allowed: [0, 1])
      }
    }
    row("git merge-tree, 30 times (nothing published)", trees, over: ours)
  }

  /// Worktrees for many lanes.
  private func worktrees() throws {
    say("32 worktrees of a 5,000-file repository")
    let repository = try GeneratedRepository(
      in: root + "/trees/repo", files: 5000, branches: 1, changes: 1, hot: 1, forks: 1, seed: 32)
    let words = (0..<32).flatMap { ["--lane", "w\($0)"] }
    let ours = try measure { try run(fanin, ["start"] + words, in: repository.folder) }
    row("git fanin start --lane … (32 lanes)", ours)
    let theirs = try measure {
      for number in 0..<32 {
        try git(
          "worktree", "add", "-q", "-b", "g\(number)", "\(root)/trees/git/\(number)", in: repository.folder)
      }
    }
    row("git worktree add, 32 times", theirs, over: ours)
  }
}
