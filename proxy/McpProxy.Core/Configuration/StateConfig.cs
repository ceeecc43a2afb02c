using System.ComponentModel.DataAnnotations;

namespace McpProxy.Configuration;

/// <summary>What outlives a request. Read once, at the start.</summary>
public sealed record StateConfig
{
    /// <summary>Where sessions, tokens and the like are kept: <c>Memory</c> or <c>File</c>. Default <c>Memory</c>.</summary>
    public StateKind Kind { get; init; }

    /// <summary>The file of <c>Kind</c> <c>File</c>, as an absolute path. It is made when it does not exist, with its folder; only the user of the process can read it.</summary>
    public string? Path { get; init; }

    /// <summary>Most bytes that the records of <c>Kind</c> <c>File</c> take, which are also kept in memory; 1 MiB to 1 GiB. Beyond, new ones are refused. Default 67108864 (64 MiB).</summary>
    [Range(1 << 20, 1 << 30)]
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>
    /// Keys that encrypt what is kept at rest and what clients carry, each of 32 characters or more. The first one encrypts,
    /// all of them decrypt: to change the key, put the new one first and remove the old one when nothing sealed with it is
    /// left. Default: a key of this process, so nothing sealed survives it; <c>Kind</c> <c>File</c> needs one.
    /// </summary>
    public IReadOnlyList<Secret> Keys { get; init; } = [];
}
