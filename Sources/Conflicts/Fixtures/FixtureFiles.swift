import GitValues
import Merging

/// Finds files of test data that two lanes added at one path, and gives each lane's a name of its own.
///
/// The tests of each lane mean their own file. Where all strings that name it stand in tests that the lane itself added
/// or changed, the file is moved in the lane's own tree and these strings follow; else the clash is left open.
///
/// Complexity: the lanes' changes; only for a clash, what stands beside the folder of test data is read.
public struct FixtureFiles<Reader: TreeReader> {
  private let lanes: [LaneTree]
  private let reader: Reader
  private let options: FixtureOptions
  /// Beyond this many files beside the test data nobody looks for their names.
  private static var mostFiles: Int { 4000 }

  /// - Parameters:
  ///   - lanes: the lanes, in the order in which they are merged.
  ///   - reader: the repository.
  ///   - options: how clashes are settled.
  public init(_ lanes: [LaneTree], reader: Reader, options: FixtureOptions = FixtureOptions()) {
    self.lanes = lanes
    self.reader = reader
    self.options = options
  }

  /// A file that is to move in one lane.
  private struct Move {
    let lane: Int
    let old: GitPath
    let new: GitPath
  }

  /// What clashes, and what fan-in puts on top of each lane.
  ///
  /// - Throws: what reading objects throws.
  public func settle() throws(Reader.Failure) -> SilentReport {
    var report = SilentReport(laneCount: lanes.count)
    var moves: [Move] = []
    for (path, members) in clashing().sorted(by: { $0.key < $1.key }) {
      let (own, concern) = try plan(path, members, taken: Set(moves.map(\.new)))
      report.clashes.append(clash(path, members, own, concern: concern))
      if concern == nil { moves += own }
    }
    for index in lanes.indices {
      report.adaptations[index] = try adaptation(moves.filter { $0.lane == index }, lane: index)
    }
    return report
  }

  /// Lanes that added one path with different contents.
  private func clashing() -> [GitPath: [Int]] {
    var added: [GitPath: [Int]] = [:]
    for (index, lane) in lanes.enumerated() {
      for change in lane.changes.changes where change.old == nil && change.new?.mode.isRegular ?? false {
        if FixtureFileNames.folder(of: change.path) != nil { added[change.path, default: []].append(index) }
      }
    }
    return added.filter { path, members in Set(members.map { id(of: path, $0) }).count > 1 }
  }

  private func id(of path: GitPath, _ lane: Int) -> ObjectID? {
    lanes[lane].changes.change(at: path)?.new?.id
  }

  /// Who moves where, and why nobody must.
  private func plan(
    _ path: GitPath, _ members: [Int], taken: Set<GitPath>
  ) throws(Reader.Failure) -> (moves: [Move], concern: String?) {
    let fixed = members.first(where: options.fixed.contains)
    let keeper = fixed ?? (options.naming == .laterLanes ? members.min() : nil)
    let kept = keeper.flatMap { id(of: path, $0) }
    var moves: [Move] = []
    for lane in members where lane != keeper && (kept == nil || id(of: path, lane) != kept) {
      let new = try freshPath(path, lane: lane, taken: taken.union(moves.map(\.new)))
      moves.append(Move(lane: lane, old: path, new: new))
      if let concern = try concern(about: path, lane: lane) { return (moves, concern) }
    }
    let isAccepted = options.accept != .ask && options.accept != .certain
    return (moves, isAccepted ? nil : "each lane's would get a name of its own")
  }

  /// A path beside the old one that nothing in any lane has.
  private func freshPath(
    _ path: GitPath, lane: Int, taken: Set<GitPath>
  ) throws(Reader.Failure) -> GitPath {
    let (stem, rest) = FixtureFileNames.split(path.name)
    let plain = stem + [UInt8(ascii: "_")] + fixtureSuffix(lane: lanes[lane].name, number: lane)
    var candidate = path.parent.appending(plain + rest)
    var number = 2
    while try isTaken(candidate, taken) {
      candidate = path.parent.appending(plain + Array("_\(number)".utf8) + rest)
      number += 1
    }
    return candidate
  }

  private func isTaken(_ path: GitPath, _ taken: Set<GitPath>) throws(Reader.Failure) -> Bool {
    if taken.contains(path) { return true }
    for lane in lanes {
      if try reader.entry(path, in: lane.tree) != nil { return true }
    }
    return false
  }

  /// Why the strings of a lane that name a file cannot all follow it.
  private func concern(about path: GitPath, lane: Int) throws(Reader.Failure) -> String? {
    let lane = lanes[lane]
    var count = 0
    for change in lane.changes.changes {
      guard let new = change.new, new.mode.isRegular, !FixtureFileNames.isProse(change.path) else { continue }
      let uses = FixtureFileUses(of: path, in: try reader.content(new.id), at: change.path)
      let isTest = FixtureFileNames.isTest(change.path)
      if isTest ? !uses.unclear.isEmpty : !uses.names.isEmpty {
        return "\(change.path.text) may mean it in a way that cannot be changed"
      }
      if isTest { count += uses.names.count }
    }
    if count == 0 { return "no test of \(lane.name.branchName) names it, so it is not known which read it" }
    return try concernOfOthers(about: path, lane)
  }

  /// A file that the lane did not change but that names what it added; or another file of the same name.
  private func concernOfOthers(
    about path: GitPath, _ lane: LaneTree
  ) throws(Reader.Failure) -> String? {
    guard let data = FixtureFileNames.folder(of: path) else { return nil }
    var folders = [data.parent]
    var count = 0
    while let folder = folders.popLast() {
      for (name, entry) in try reader.list(folder, in: lane.tree) {
        let other = folder.appending(name)
        if entry.mode == .tree { folders.append(other) }
        guard entry.mode.isRegular, other != path else { continue }
        count += 1
        if count > Self.mostFiles { return "there are too many files that may name it" }
        if other.isInside(data), name.elementsEqual(path.name) { return "\(other.text) has the same name" }
        if lane.changes.change(at: other) != nil || FixtureFileNames.isProse(other) { continue }
        let uses = FixtureFileUses(of: path, in: try reader.content(entry.id), at: other)
        if !uses.names.isEmpty { return "\(other.text), which the lane did not change, names it too" }
      }
    }
    return nil
  }

  /// The moves of one lane, and the tests that follow them.
  private func adaptation(_ moves: [Move], lane: Int) throws(Reader.Failure) -> Adaptation {
    var result = Adaptation()
    guard !moves.isEmpty else { return result }
    for change in lanes[lane].changes.changes {
      guard let new = change.new, new.mode.isRegular else { continue }
      let move = moves.first { $0.old == change.path }
      let bytes = try reader.content(new.id)
      var edits: [Range<Int>: [UInt8]] = [:]
      if FixtureFileNames.isTest(change.path), !FixtureFileNames.isProse(change.path) {
        for move in moves {
          for range in FixtureFileUses(of: move.old, in: bytes, at: change.path).names {
            edits[range] = Array(move.new.name)
          }
        }
      }
      if move == nil && edits.isEmpty { continue }
      result.edits.append(
        FileEdit(
          path: move?.new ?? change.path, movedFrom: move?.old, mode: new.mode,
          bytes: applying(edits, to: bytes)))
    }
    result.notes = moves.map { "Renamed fixture file: \($0.old.text) -> \($0.new.text)" }
    return result
  }

  private func clash(_ path: GitPath, _ members: [Int], _ moves: [Move], concern: String?) -> Clash {
    let names = members.map { lanes[$0].name }
    let new = moves.map { "\($0.new.text) for \(lanes[$0.lane].name.branchName)" }.joined(separator: ", ")
    return Clash(
      id: clashID(kind: "fixture", lanes: names, path: path), kind: "fixture", level: .silent, lanes: names,
      path: path, paths: [path], lines: [], decision: concern == nil ? .likely : .ask, rule: "fixture",
      reason: "the lanes added different contents; " + (concern ?? "it becomes \(new)"))
  }
}
