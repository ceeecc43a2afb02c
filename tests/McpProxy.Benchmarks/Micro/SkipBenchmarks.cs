using System.Text.Json;
using BenchmarkDotNet.Attributes;
using McpProxy.Shaping.Json;

namespace McpProxy.Benchmarks.Micro;

/// <summary>Skipping an array that nobody wants, in pieces of 64 KiB, beside reading its tokens and copying its bytes.</summary>
public class SkipBenchmarks
{
    private const int Wanted = 32 * 1024 * 1024;
    private const int Piece = 64 * 1024;

    private readonly byte[] _copy = new byte[Piece];
    private byte[] _json = [];

    [ParamsSource(nameof(Kinds))]
    public string Kind { get; set; } = "";

    /// <summary>Bytes that are skipped, read or copied.</summary>
    public int Length => _json.Length;

    public static IEnumerable<string> Kinds => JsonBodies.Kinds;

    [GlobalSetup]
    public void Setup() => _json = JsonBodies.Make(Kind, Wanted);

    [Benchmark]
    public long Skip()
    {
        var skipper = new JsonSkipper(depth: 1, curlyDepth: 0);
        for (var at = 1; at < _json.Length; at += Piece)
        {
            if (skipper.Skip(_json.AsSpan(at, Math.Min(Piece, _json.Length - at)), out _))
            {
                break;
            }
        }

        return skipper.Commas;
    }

    [Benchmark]
    public long Reader()
    {
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = 512 });
        long tokens = 0;
        for (var at = 0; at < _json.Length;)
        {
            var reader = new Utf8JsonReader(_json.AsSpan(at, Math.Min(Piece, _json.Length - at)), at + Piece >= _json.Length, state);
            while (reader.Read())
            {
                tokens++;
            }

            at += (int)reader.BytesConsumed;
            state = reader.CurrentState;
        }

        return tokens;
    }

    [Benchmark]
    public void Copy()
    {
        for (var at = 0; at < _json.Length; at += Piece)
        {
            _json.AsSpan(at, Math.Min(Piece, _json.Length - at)).CopyTo(_copy);
        }
    }
}
