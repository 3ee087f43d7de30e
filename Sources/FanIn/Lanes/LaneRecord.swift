import Git
import GitValues

/// What was agreed when a lane was started: kept as a commit under `refs/fanin/lanes/`, so it can be pushed.
struct LaneRecord: Sendable {
  /// The lane's name as it was given.
  let name: String
  /// Its branch's whole name.
  let branch: String
  /// The whole name of the branch it fans in to.
  let target: String
  /// The commit it started at.
  let base: ObjectID
  /// Globs of the paths it owns; none means that nothing was agreed.
  let owns: [String]

  static let folder = "refs/fanin/lanes/"

  /// The reference that holds the record.
  var reference: String { LaneRecord.folder + branch.branchName }

  var message: String {
    var trailers = Trailers()
    trailers.add("Fanin-Lane", name)
    trailers.add("Fanin-Branch", branch)
    trailers.add("Fanin-Target", target)
    for glob in owns { trailers.add("Fanin-Owns", glob) }
    return "Lane \(name)\n\n" + trailers.text
  }

  init(name: String, branch: String, target: String, base: ObjectID, owns: [String]) {
    self.name = name
    self.branch = branch
    self.target = target
    self.base = base
    self.owns = owns
  }

  /// Reads a record; nil where the commit is none.
  init?(_ commit: Commit) {
    let trailers = Trailers(reading: commit.message)
    guard let name = trailers["Fanin-Lane"], let branch = trailers["Fanin-Branch"],
      branch.after("refs/heads/") != nil, let target = trailers["Fanin-Target"],
      let base = commit.parents.first
    else { return nil }
    self.init(
      name: name, branch: branch, target: target, base: base, owns: trailers.all("Fanin-Owns"))
  }
}

extension Workspace {
  /// The records of all lanes that were started.
  func laneRecords() throws -> [LaneRecord] {
    try repository.references(matching: LaneRecord.folder + "*").compactMap {
      LaneRecord(try repository.graph.commit($0.commit))
    }
  }
}
