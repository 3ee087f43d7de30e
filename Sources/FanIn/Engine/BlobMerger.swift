import Conflicts
import Git
import GitValues
import Merging

/// Merges blobs as git's low-level merge does: the path's attributes choose how, the text merge does it.
///
/// Every distinct merge is done once, however many lanes share the versions.
final class BlobMerger {
  private let objects: ObjectStore
  private let attributes: AttributeReader
  private let settings: MergeSettings
  private let memory: any ResolutionMemory
  private var rules: [GitPath: PathRule] = [:]
  private var strategies: [GitPath: ResolutionPolicy] = [:]
  private var known: [Key: BlobMerge] = [:]
  private var blobs: [ObjectID: Blob] = [:]
  private var blobBytes = 0

  private static let blobLimit = 256 << 20

  init(
    objects: ObjectStore, attributes: AttributeReader, settings: MergeSettings, memory: any ResolutionMemory
  ) {
    self.objects = objects
    self.attributes = attributes
    self.settings = settings
    self.memory = memory
  }

  /// How a path is merged.
  struct PathRule: Hashable {
    enum Driver: Hashable { case text, union, binary }
    var driver = Driver.text
    var markerSize = 7
  }

  private struct Key: Hashable {
    let base: ObjectID?
    let ours: ObjectID
    let theirs: ObjectID
    let rule: PathRule
    /// Its language and its policy count: equal texts are settled alike only in one file.
    let path: GitPath
    let labels: [[UInt8]]
    let isVirtual: Bool
    let wantsResult: Bool
  }

  /// Merges three blobs.
  ///
  /// - Parameters:
  ///   - request: what to merge.
  ///   - labels: what conflict markers call base, ours and theirs.
  func merge(_ request: BlobMergeRequest, labels: Triple<[UInt8]>) throws(GitError) -> BlobMerge {
    var rule = try rule(for: request.path)
    rule.markerSize += request.extraMarkerSize
    let key = Key(
      base: request.base, ours: request.ours, theirs: request.theirs, rule: rule,
      path: request.path,
      labels: request.wantsResult ? [labels.base, labels.ours, labels.theirs] : [],
      isVirtual: request.isVirtual, wantsResult: request.wantsResult)
    if let done = known[key] { return done }
    let done = try merge(request, rule, labels)
    known[key] = done
    return done
  }

  private func merge(
    _ request: BlobMergeRequest, _ rule: PathRule, _ labels: Triple<[UInt8]>
  ) throws(GitError) -> BlobMerge {
    if rule.driver == .binary { return try binary(request) }
    let empty = Blob(bytes: [], isBinary: false)
    let base = try request.base.map { id throws(GitError) in try blob(id) } ?? empty
    let ours = try blob(request.ours)
    let theirs = try blob(request.theirs)
    if base.isBinary || ours.isBinary || theirs.isBinary { return try binary(request) }
    var options = TextMergeOptions()
    options.style = settings.style
    options.favor = rule.driver == .union ? .union : .none
    options.markerSize = rule.markerSize
    options.baseLabel = labels.base
    options.oursLabel = labels.ours
    options.theirsLabel = labels.theirs
    let texts = Triple(base: base.bytes, ours: ours.bytes, theirs: theirs.bytes)
    return try mergeTexts(texts, request, options)
  }

  /// Merges three texts as git does, lets rules settle what it leaves open, and looks for what stands twice then.
  ///
  /// Merges of merge bases, and what is merged once more, are git's alone.
  private func mergeTexts(
    _ texts: Triple<[UInt8]>, _ request: BlobMergeRequest, _ options: TextMergeOptions
  ) throws(GitError) -> BlobMerge {
    let ground = MergeGround(base: texts.base, ours: texts.ours, theirs: texts.theirs)
    let plain = ground.merged(options)
    var merged = ResolvedText(plain)
    var duplicates: [MergedDuplicate] = []
    if !request.isVirtual && request.extraMarkerSize == 0 {
      if !merged.isClean {
        let asked = ResolutionRequest(
          base: texts.base, ours: texts.ours, theirs: texts.theirs, path: request.path.bytes,
          options: options, policy: try policy(for: request.path), memory: memory)
        merged = settleText(asked, ground: ground, plain: plain)
      }
      if merged.isClean {
        duplicates = MergedDuplicates.find(
          base: texts.base, ours: texts.ours, theirs: texts.theirs, merged: merged.bytes,
          path: request.path)
        if !duplicates.isEmpty, try policy(for: request.path).accept == .ask {
          duplicates = duplicates.map(\.kept)
        }
        merged.bytes = MergedDuplicates.removingCopies(duplicates, from: merged.bytes)
      }
    }
    let id = request.wantsResult ? try objects.add(.blob, merged.bytes) : .zero
    return BlobMerge(
      id: id, isBinary: false, isClean: merged.isClean, conflicts: merged.conflicts,
      nearby: merged.nearby, decisions: merged.decisions, duplicates: duplicates)
  }

  /// No text can be merged: our version stays; as a base for other merges, the common ancestor does.
  private func binary(_ request: BlobMergeRequest) throws(GitError) -> BlobMerge {
    guard request.isVirtual else { return BlobMerge(id: request.ours, isBinary: true, isClean: false) }
    let base = if let base = request.base { base } else { try objects.add(.blob, []) }
    return BlobMerge(id: base, isBinary: true, isClean: true)
  }

  private struct Blob {
    let bytes: [UInt8]
    let isBinary: Bool
  }

  private func blob(_ id: ObjectID) throws(GitError) -> Blob {
    if let blob = blobs[id] { return blob }
    let bytes = try objects.blob(id)
    let blob = Blob(bytes: bytes, isBinary: isBinary(bytes))
    if blobBytes > BlobMerger.blobLimit {
      blobs.removeAll()
      blobBytes = 0
    }
    blobs[id] = blob
    blobBytes += bytes.count
    return blob
  }

  /// What the attributes `merge` and `conflict-marker-size` say of a path.
  func rule(for path: GitPath) throws(GitError) -> PathRule {
    if let rule = rules[path] { return rule }
    var rule = PathRule()
    switch try attributes.value(of: "merge", for: path) {
    case .unset: rule.driver = .binary
    case .value(let name): rule.driver = driver(named: name)
    case .unspecified: rule.driver = settings.defaultDriver.map(driver(named:)) ?? .text
    case .set: rule.driver = .text
    }
    if case .value(let size) = try attributes.value(of: "conflict-marker-size", for: path),
      let size = Int(size), size > 0
    {
      rule.markerSize = min(size, 1000)
    }
    rules[path] = rule
    return rule
  }

  /// Which rules may settle conflicts of a path: the settings, unless its attribute `fanin` says otherwise.
  private func policy(for path: GitPath) throws(GitError) -> ResolutionPolicy {
    if let policy = strategies[path] { return policy }
    let strategy = try attributes.value(of: "fanin", for: path)
    let policy: ResolutionPolicy
    switch strategy {
    case .value(let word): policy = settings.policy.with(strategy: word)
    case .unset: policy = settings.policy.with(strategy: "ask")
    case .set, .unspecified: policy = settings.policy
    }
    strategies[path] = policy
    return policy
  }

  /// A driver that is configured as a command is not run: its files are left for a decision.
  private func driver(named name: String) -> PathRule.Driver {
    switch name {
    case "text": .text
    case "union": .union
    case "binary": .binary
    default: settings.commandDrivers.contains(name) ? .binary : .text
    }
  }
}
