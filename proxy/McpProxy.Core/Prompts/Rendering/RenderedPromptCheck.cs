using System.Buffers.Text;
using System.Text.Json;
using McpProxy.Tools.Schema;

namespace McpProxy.Prompts.Rendering;

/// <summary>Checks that an upstream's JSON is a prompt (2025-11-25, server/prompts): clients refuse a whole result for one bad block.</summary>
internal static class RenderedPromptCheck
{
    private const int MaxMessages = 1000;

    /// <summary>Says what is wrong, or null.</summary>
    public static string? Check(JsonTape tape)
    {
        if (tape.Kind(JsonTape.Root) != JsonTokenType.StartObject)
        {
            return "it is not an object";
        }

        if (tape.TryGetProperty(JsonTape.Root, "resultType"u8, out var type) && !tape.TextEquals(type, "complete"u8))
        {
            return "its resultType is not 'complete'";
        }

        if (!tape.TryGetProperty(JsonTape.Root, "messages"u8, out var messages) || tape.Kind(messages) != JsonTokenType.StartArray)
        {
            return "it has no array 'messages'";
        }

        return tape.Count(messages) > MaxMessages ? $"it has more than {MaxMessages} messages" : CheckMessages(tape, messages);
    }

    /// <summary>Whether a member of a content block is one that MCP knows; others are not passed on.</summary>
    public static bool IsKnown(JsonTape tape, int name) => tape.GetString(name)
        is "type" or "text" or "data" or "mimeType" or "resource" or "uri" or "name" or "title" or "description" or "size" or "annotations" or "_meta";

    private static string? CheckMessages(JsonTape tape, int messages)
    {
        var end = tape.Next(messages);
        var index = 0;
        for (var message = messages + 1; message < end; message = tape.Next(message), index++)
        {
            if (CheckMessage(tape, message) is { } problem)
            {
                return $"message {index}: {problem}";
            }
        }

        return null;
    }

    private static string? CheckMessage(JsonTape tape, int message)
    {
        if (!IsString(tape, message, "role"u8, out var role) || !(tape.TextEquals(role, "user"u8) || tape.TextEquals(role, "assistant"u8)))
        {
            return "'role' is neither 'user' nor 'assistant'";
        }

        if (!tape.TryGetProperty(message, "content"u8, out var content))
        {
            return "'content' is missing";
        }

        if (tape.Kind(content) == JsonTokenType.String)
        {
            return null;
        }

        return IsString(tape, content, "type"u8, out var type) ? CheckContent(tape, content, tape.GetString(type)) : "'content' has no 'type'";
    }

    private static string? CheckContent(JsonTape tape, int content, string type) => type switch
    {
        "text" => IsString(tape, content, "text"u8, out _) ? null : "text content has no 'text'",
        "image" or "audio" => CheckMedia(tape, content, type),
        "resource" => CheckResource(tape, content),
        "resource_link" => IsString(tape, content, "uri"u8, out _) && IsString(tape, content, "name"u8, out _) ? null : "a resource link has no 'uri' and 'name'",
        _ => "the 'type' of its content is unknown",
    };

    private static string? CheckMedia(JsonTape tape, int content, string type)
    {
        if (!IsString(tape, content, "mimeType"u8, out _))
        {
            return $"{type} content has no 'mimeType'";
        }

        return IsBase64(tape, content, "data"u8) ? null : $"the 'data' of {type} content is not base64";
    }

    private static string? CheckResource(JsonTape tape, int content)
    {
        if (!tape.TryGetProperty(content, "resource"u8, out var resource) || !IsString(tape, resource, "uri"u8, out _))
        {
            return "resource content has no 'resource' with a 'uri'";
        }

        return IsString(tape, resource, "text"u8, out _) || IsBase64(tape, resource, "blob"u8) ? null : "a resource has neither 'text' nor a base64 'blob'";
    }

    private static bool IsString(JsonTape tape, int parent, ReadOnlySpan<byte> name, out int value) =>
        tape.TryGetProperty(parent, name, out value) && tape.Kind(value) == JsonTokenType.String && !tape.HasLoneSurrogate(value);

    /// <summary>Escapes are legal in JSON (<c>\/</c>), and all of base64 can be written without.</summary>
    private static bool IsBase64(JsonTape tape, int parent, ReadOnlySpan<byte> name)
    {
        if (!IsString(tape, parent, name, out var value))
        {
            return false;
        }

        return tape.HasEscapes(value) ? Base64.IsValid(tape.GetString(value)) : Base64.IsValid(tape.EscapedText(value));
    }
}
