import GitValues
import Outlines

extension FixtureSearch {
  /// Decides about fixtures of one name that meet.
  func settle(_ group: [Member], name: [UInt8], into plan: inout FixturePlan) throws(Reader.Failure) {
    if try isSame(group) { return try keepOne(group, name: name, into: &plan) }
    var concerns: [FixtureConcern] = []
    for member in group { concerns += try self.concerns(about: member, name: name) }
    concerns += try sharedHelpers(group)
    var renames: [(lane: Int, new: [UInt8], rename: FixtureRename<Reader>)] = []
    var taken = plan.taken
    let keeper = options.naming == .laterLanes ? group.map(\.lane).min() : nil
    for lane in Set(group.map(\.lane)).sorted() where !options.fixed.contains(lane) && lane != keeper {
      let new = try freshName(name, lane: lane, taken: taken)
      taken.insert(new)
      let rename = try rename(group.filter { $0.lane == lane }, to: new, lane: lane, concerns: &concerns)
      renames.append((lane, new, rename))
    }
    if renames.isEmpty { concerns.append(.known("the target")) }
    guard concerns.isEmpty, options.accept != .ask, options.accept != .certain else {
      let reason = concerns.first.map(\.reason) ?? "each lane's would get a name of its own"
      return plan.clashes.append(clash(group, name: name, decision: .ask, reason: reason))
    }
    plan.taken = taken
    for (lane, new, rename) in renames {
      plan.add(rename.edits, lane: lane)
      plan.formerNames[lane][new] = name
      let path = group.first { $0.lane == lane }?.added.reference.path.text ?? ""
      plan.notes[lane].append("Renamed fixture: \(path): \(text(name)) -> \(text(new))")
      for mention in rename.mentions {
        plan.notes[lane].append("Not changed: \(mention.path.text):\(mention.line): \"\(text(name))\"")
      }
    }
    let names = renames.map { "\(text($0.new)) for \(lanes[$0.lane].lane.name.branchName)" }
    plan.clashes.append(
      clash(
        group, name: name, decision: .likely,
        reason: "the fixture \(text(name)) differs; it becomes \(names.joined(separator: ", "))"))
  }

  func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }

  func clash(_ group: [Member], name: [UInt8], decision: Clash.Decision, reason: String) -> Clash {
    var names: [String] = []
    var lines: [Clash.Lines] = []
    var paths: [GitPath] = []
    for member in group {
      let lane = lanes[member.lane].lane.name
      let reference = member.added.reference
      if !paths.contains(reference.path) { paths.append(reference.path) }
      if names.last.isExactly(lane) { continue }
      names.append(lane)
      if case .some(.some(let module)) = try? lanes[member.lane].tree.module(reference.path) {
        lines.append(Clash.Lines(lane: lane, range: module.lines(of: member.added.fixture.tokens)))
      }
    }
    // The same clash has one id in whichever order the lanes come.
    paths.sort()
    let path = paths[0]
    return Clash(
      id: clashID(kind: "fixture \(text(name))", lanes: names, path: path), kind: "fixture", level: .silent,
      lanes: names, path: path, paths: paths, lines: lines, decision: decision, rule: "fixture",
      reason: decision == .ask ? "the fixture \(text(name)) differs; \(reason)" : reason)
  }

  /// A name that nothing in any lane has.
  private func freshName(
    _ name: [UInt8], lane: Int, taken: Set<[UInt8]>
  ) throws(Reader.Failure) -> [UInt8] {
    let plain = name + [UInt8(ascii: "_")] + fixtureSuffix(lane: lanes[lane].lane.name, number: lane)
    var candidate = plain
    var number = 2
    while try isTaken(candidate, taken: taken) {
      candidate = plain + Array("_\(number)".utf8)
      number += 1
    }
    return candidate
  }

  private func isTaken(_ name: [UInt8], taken: Set<[UInt8]>) throws(Reader.Failure) -> Bool {
    if taken.contains(name) || KnownFixtures.builtIn.contains(name) { return true }
    if KnownFixtures.plugins.contains(where: { $0.names.contains(name) }) { return true }
    for lane in lanes {
      for path in lane.changed {
        guard let module = try lane.tree.module(path) else { continue }
        if module.python.bytes[...].firstRange(ofBytes: name) != nil { return true }
      }
      for added in lane.added where !(try lane.tree.visible(name, added.reference.path, [])).isEmpty {
        return true
      }
    }
    return false
  }

  /// The edits for one lane, and why they must not be made.
  private func rename(
    _ members: [Member], to new: [UInt8], lane: Int, concerns: inout [FixtureConcern]
  ) throws(Reader.Failure) -> FixtureRename<Reader> {
    let lane = lanes[lane]
    let old = members[0].added.fixture.name
    var rename = FixtureRename(
      tree: lane.tree, old: old, new: new, targets: Set(members.map(\.added.reference)))
    try rename.run(lane.changed)
    concerns += rename.concerns
    for path in rename.edits.keys.sorted() where lane.lane.changes.change(at: path) == nil {
      concerns.append(.usedByOthers(path.text))
    }
    let others = try otherFiles(members, lane)
    for path in others {
      var probe = FixtureRename(tree: lane.tree, old: old, new: new, targets: rename.targets)
      try probe.run([path])
      if !probe.edits.isEmpty { concerns.append(.usedByOthers(path.text)) }
    }
    if let test = try firstChanged(by: rename, in: lane, files: lane.changed + others) {
      concerns.append(.changesOthers(test))
    }
    return rename
  }

  /// Files that the lane did not change but that can ask for what it added.
  private func otherFiles(
    _ members: [Member], _ lane: LaneFixtures<Reader>
  ) throws(Reader.Failure) -> [GitPath] {
    var folders: Set<GitPath> = []
    for domain in members.flatMap({ $0.added.domains }) {
      if case .folder(let folder) = domain { folders.insert(folder) }
    }
    var files: Set<GitPath> = []
    for folder in folders { files.formUnion(try lane.tree.pythonFiles(in: folder)) }
    let name = members[0].added.fixture.name
    var result: [GitPath] = []
    for path in files.subtracting(lane.changed).sorted() {
      guard try lane.tree.content(path)?[...].firstRange(ofBytes: name) != nil else { continue }
      result.append(path)
    }
    return result
  }

  /// A test that would get another fixture than before in its own lane once the edits are made.
  private func firstChanged(
    by rename: FixtureRename<Reader>, in lane: LaneFixtures<Reader>, files: [GitPath]
  ) throws(Reader.Failure) -> String? {
    var edited: [GitPath: [UInt8]] = [:]
    for (path, ranges) in rename.edits {
      guard let bytes = try lane.tree.content(path) else { continue }
      edited[path] = applying(ranges, to: bytes)
    }
    let after = FixtureTree(lane.lane.tree, reader: lane.tree.reader, cache: cache, edited: edited)
    let wanted = try lane.tree.resolutions(files)
    let got = try after.resolutions(files, former: [rename.new: rename.old])
    let different = wanted.symmetricDifference(got).map { "\($0.path.text)::\(text($0.test))" }
    return different.min()
  }
}
