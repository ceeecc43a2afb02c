using System.Text;
using System.Text.Json;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;

namespace McpProxy.Dispatch;

/// <summary>Says what is wrong with the arguments of a call, for the model that made them.</summary>
internal static class ArgumentErrors
{
    public static ProxyError Of(ToolBinding tool, SchemaViolations violations)
    {
        var text = new StringBuilder($"The arguments of {tool.Name} are not valid:");
        foreach (var violation in violations.Items)
        {
            text.Append("\n- ").Append(violation.Pointer.Length == 0 ? "(root)" : violation.Pointer).Append(": ").Append(violation.Message);
            if (violation.Suggestion is { } suggestion && !violation.Message.Contains(suggestion, StringComparison.Ordinal))
            {
                text.Append(" Did you mean '").Append(suggestion).Append("'?");
            }
        }

        return Error("schema_violation", text.ToString(), Details(violations.Items));
    }

    public static ProxyError Of(ToolBinding tool, BindingProblem problem) => Error(
        "unsafe_value",
        $"The argument '{problem.Argument}' of {tool.Name} cannot be sent: {problem.Message}.",
        Details([new SchemaViolation("/" + problem.Argument, "", problem.Message, null)]));

    public static ProxyError Of(ToolBinding tool, ArgumentConflict conflict)
    {
        var message = $"'{conflict.First}' and '{conflict.Second}' are the same argument, with different values";
        return Error("conflicting_arguments", $"The arguments of {tool.Name} are not valid: {message}. Give '{conflict.Argument}' alone.", Details([new SchemaViolation("/" + conflict.Argument, "", message + ".", null)]));
    }

    public static ProxyError Of(ToolBinding tool, JsonException exception) => Error(
        "malformed_arguments", $"The arguments of {tool.Name} are not usable JSON: {FirstSentence(exception)}", null);

    public static ProxyError TooMany(ToolBinding tool, int count, int limit) => Error(
        "too_many_arguments", $"The call of {tool.Name} has {count} arguments; the limit is {limit}.", null);

    public static ProxyError NotAnObject(ToolBinding tool) => Error(
        "arguments_not_object", $"The arguments of {tool.Name} are not a JSON object.", null);

    public static ProxyError RouteRefuses(ToolBinding tool, string path) => Error(
        "route_constraint", $"The route of {tool.Name} does not take the path '{(path.Length > 200 ? path[..200] + "…" : path)}': an argument does not fit the route's constraints.", null);

    private static ProxyError Error(string code, string message, JsonElement? details) => new(ProxyErrorKind.InvalidArguments, code, message)
    {
        Hint = "Nothing was sent. Mend the arguments and call again.",
        Details = details,
    };

    private static string FirstSentence(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        end = end < 0 ? message.IndexOf(" LineNumber:", StringComparison.Ordinal) : end;
        return end < 0 ? message : message[..end];
    }

    private static JsonElement Details(IReadOnlyList<SchemaViolation> violations)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("violations"u8);
            foreach (var violation in violations)
            {
                Write(writer, violation);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static void Write(Utf8JsonWriter writer, SchemaViolation violation)
    {
        writer.WriteStartObject();
        writer.WriteString("pointer"u8, violation.Pointer);
        if (violation.Keyword.Length > 0)
        {
            writer.WriteString("keyword"u8, violation.Keyword);
        }

        writer.WriteString("message"u8, violation.Message);
        if (violation.Suggestion is { } suggestion)
        {
            writer.WriteString("suggestion"u8, suggestion);
        }

        writer.WriteEndObject();
    }
}
