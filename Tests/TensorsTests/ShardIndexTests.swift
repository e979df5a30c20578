import Tensors
import Testing

@Suite struct ShardIndexTests {
  @Test func `an index names its files, whatever its metadata say`() throws {
    let text = """
      {"metadata": {"total_size": 4.5e3, "tied": true, "note": null, "list": [-1]},
       "weight_map": {"a": "m-00001-of-00002.safetensors", "b": "m-00002-of-00002.safetensors"}}
      """
    #expect(ShardIndex.isBegun(by: Array(text.utf8)))
    let index = try ShardIndex(Array(text.utf8))
    #expect(index.shards == ["m-00001-of-00002.safetensors", "m-00002-of-00002.safetensors"])
    #expect(
      index.firstMissing(among: ["a"]) == "b" && index.firstMissing(among: ["b", "a"]) == nil)
  }

  @Test(arguments: [
    (#"{"weight_map": {"a": "../b"}}"#, "names no file beside it for ‘a’"),
    (#"{"weight_map": {"a": 3}}"#, "names no file beside it for ‘a’"),
    (#"{"weight_map": 1}"#, "no weight_map"), (#"{"weight_map": {"a": "b"}"#, "is missing"),
  ])
  func `an index that leads elsewhere is refused`(_ text: String, _ words: String) throws {
    let fault = try #require(throws: Safetensors.Fault.self) { try ShardIndex(Array(text.utf8)) }
    #expect(fault.reason.contains(words), "\(fault.reason)")
  }
}
