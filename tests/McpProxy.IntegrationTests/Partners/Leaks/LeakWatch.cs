using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace McpProxy.IntegrationTests.Partners.Leaks;

/// <summary>
/// Collects the secrets of a run and whatever the run lets out, and says where one shows up in the other. To watch one more thing, add
/// its text with <see cref="AddOutput"/>; to look for one more secret, <see cref="AddSecret"/>. Thread-safe.
/// </summary>
internal sealed class LeakWatch
{
    /// <summary>Shorter texts would be found by chance.</summary>
    private const int ShortestSecret = 12;

    private const int Around = 60;

    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Where, string Text), bool> _outputs = new();

    public int Secrets => _secrets.Count;

    public int Outputs => _outputs.Count;

    /// <summary>A text that must be nowhere, as it is and in the forms it takes in URLs, headers and dumps.</summary>
    /// <param name="name">What it is, for the message of a failure.</param>
    /// <param name="value">The secret.</param>
    public void AddSecret(string name, string value)
    {
        if (value.Length < ShortestSecret)
        {
            throw new ArgumentException($"'{value}' is too short to be told from other text.", nameof(value));
        }

        var bytes = Encoding.UTF8.GetBytes(value);
        _secrets[value] = name;
        _secrets[Uri.EscapeDataString(value)] = $"{name}, percent-encoded";
        _secrets[JsonEncoded(value)] = $"{name}, as JSON";
        _secrets[Convert.ToBase64String(bytes)] = $"{name}, in base64";
        _secrets[Convert.ToHexStringLower(SHA256.HashData(bytes))] = $"the whole fingerprint of {name}"; // Its first 8 digits may be shown.
        if (value.IndexOf(':') is var colon and > 0 && value.Length - colon > ShortestSecret)
        {
            _secrets[value[(colon + 1)..]] = $"the secret part of {name}";
        }
    }

    /// <summary>Something that other people than the owner of the secrets may see.</summary>
    /// <param name="where">What it is, for the message of a failure.</param>
    /// <param name="text">The text; bytes as ISO 8859-1.</param>
    public void AddOutput(string where, string text) => _outputs.TryAdd((where, text), true);

    /// <summary>Every place where a secret shows up; empty when all is well.</summary>
    public IReadOnlyList<string> Find()
    {
        var secrets = SearchValues.Create([.. _secrets.Keys], StringComparison.Ordinal);
        return [.. _outputs.Keys
            .Select(o => (o.Where, o.Text, At: o.Text.AsSpan().IndexOfAny(secrets)))
            .Where(o => o.At >= 0)
            .Select(o => $"{o.Where}: {NameAt(o.Text, o.At)} in …{o.Text[Math.Max(0, o.At - Around)..Math.Min(o.Text.Length, o.At + Around)]}…")
            .Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Fails the test, with every place, when a secret shows up.</summary>
    public void AssertNoLeak()
    {
        if (Find() is { Count: > 0 } leaks)
        {
            Assert.Fail(string.Join('\n', leaks));
        }
    }

    private static string JsonEncoded(string value) => System.Text.Json.JsonSerializer.Serialize(value)[1..^1];

    private string NameAt(string text, int at) =>
        _secrets.Where(s => string.CompareOrdinal(text, at, s.Key, 0, s.Key.Length) == 0).MaxBy(s => s.Key.Length).Value;
}
