using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace McpProxy.Tools;

/// <summary>What a plugin's tool answers.</summary>
public sealed class PluginToolResult
{
    /// <summary>Results are for models, which read a letter better than its escape.</summary>
    private static readonly JsonWriterOptions _options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private PluginToolResult()
    {
    }

    /// <summary>JSON for <see cref="PluginToolResultKind.Json"/> and <see cref="PluginToolResultKind.Failure"/>, UTF-8 for <see cref="PluginToolResultKind.Text"/>, empty otherwise.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    /// <summary>What it is.</summary>
    public PluginToolResultKind Kind { get; private init; }

    /// <summary>Why it failed; null unless it did.</summary>
    public ProxyError? Error { get; private init; }

    /// <summary>What the user is asked; empty unless something is.</summary>
    public IReadOnlyList<ToolQuestion> Questions { get; private init; } = [];

    /// <summary>Comes back with the answers; null for none.</summary>
    public string? State { get; private init; }

    /// <summary>Answers with a JSON value, best an object: clients get it as text and as structured content.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="type">How it is written, from a <c>JsonSerializerContext</c>.</param>
    public static PluginToolResult Json<T>(T value, JsonTypeInfo<T> type) =>
        new() { Kind = PluginToolResultKind.Json, Body = JsonSerializer.SerializeToUtf8Bytes(value, type) };

    /// <summary>Answers with a JSON value that is written by hand.</summary>
    /// <param name="write">Writes one value.</param>
    public static PluginToolResult Json(Action<Utf8JsonWriter> write) =>
        new() { Kind = PluginToolResultKind.Json, Body = Write(write) };

    /// <summary>Answers with a text.</summary>
    /// <param name="text">The text.</param>
    public static PluginToolResult Text(string text) =>
        new() { Kind = PluginToolResultKind.Text, Body = System.Text.Encoding.UTF8.GetBytes(text) };

    /// <summary>
    /// Answers that it failed (<c>isError</c>), with a JSON object of the tool's own shape. Without one, throw a
    /// <see cref="ProxyErrorException"/>.
    /// </summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="error">The failure, in the terms of the error contract.</param>
    /// <param name="value">The object that becomes the structured content.</param>
    /// <param name="type">How it is written, from a <c>JsonSerializerContext</c>.</param>
    public static PluginToolResult Failure<T>(ProxyError error, T value, JsonTypeInfo<T> type) =>
        new() { Kind = PluginToolResultKind.Failure, Error = error, Body = JsonSerializer.SerializeToUtf8Bytes(value, type) };

    /// <summary>As <see cref="Failure{T}"/>, with an object that is written by hand.</summary>
    /// <param name="error">The failure, in the terms of the error contract.</param>
    /// <param name="write">Writes the object.</param>
    public static PluginToolResult Failure(ProxyError error, Action<Utf8JsonWriter> write) =>
        new() { Kind = PluginToolResultKind.Failure, Error = error, Body = Write(write) };

    /// <summary>
    /// Asks the user, through the client. The handler runs again, from its beginning, with the answers: act only when you have
    /// what you need. See <see cref="PluginToolCall.CanAskUser"/>.
    /// </summary>
    /// <param name="questions">At most 16.</param>
    /// <param name="state">Comes back with the answers, sealed on the way; default none.</param>
    public static PluginToolResult Ask(IReadOnlyList<ToolQuestion> questions, string? state = null) =>
        new() { Kind = PluginToolResultKind.Question, Questions = questions, State = state };

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }
}
