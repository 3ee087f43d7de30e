import GitValues

/// A queue of commits, youngest first, and among equals first in, first out: a binary heap.
///
/// It also counts how many of its commits are still of interest, so that a walk can end as soon as none is.
struct DateQueue {
  private struct Item {
    let id: ObjectID
    let time: Int64
    let number: Int
    let isInteresting: Bool

    func comesBefore(_ other: Item) -> Bool {
      time != other.time ? time > other.time : number < other.number
    }
  }

  private var heap: [Item] = []
  private var pushed = 0
  private var interesting = 0

  /// Whether a commit that was of interest when it was pushed is still in the queue.
  var hasInteresting: Bool { interesting > 0 }

  /// The date of the youngest commit; the smallest number if there is none.
  var youngest: Int64 { heap.first?.time ?? .min }

  mutating func push(_ id: ObjectID, time: Int64, isInteresting: Bool) {
    heap.append(Item(id: id, time: time, number: pushed, isInteresting: isInteresting))
    pushed += 1
    if isInteresting { interesting += 1 }
    var child = heap.count - 1
    while child > 0, heap[child].comesBefore(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the youngest commit.
  mutating func pop() -> ObjectID? {
    guard let top = heap.first else { return nil }
    if top.isInteresting { interesting -= 1 }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      sink()
    }
    return top.id
  }

  private mutating func sink() {
    var parent = 0
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].comesBefore(heap[best]) { best = child }
      }
      guard best != parent else { return }
      heap.swapAt(parent, best)
      parent = best
    }
  }
}
