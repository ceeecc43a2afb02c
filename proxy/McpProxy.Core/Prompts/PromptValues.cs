using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Tools;
using McpProxy.Tools.Schema;

namespace McpProxy.Prompts;

/// <summary>The arguments of one request for a prompt, checked, with defaults filled in.</summary>
internal sealed class PromptValues
{
    private const int MaxProblems = 8;
    private const int MaxEcho = 64;
    private readonly PromptBinding _prompt;
    private readonly string?[] _values;

    private PromptValues(PromptBinding prompt)
    {
        _prompt = prompt;
        _values = new string?[prompt.Arguments.Length];
    }

    /// <summary>The value of an argument; empty when there is none.</summary>
    public string this[int argument] => _values[argument] ?? "";

    /// <summary>Reads <c>params.arguments</c>.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="json">The arguments object as UTF-8 JSON; empty for none.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="problem">Everything that is wrong, in one sentence for the caller; null when the values can be used.</param>
    public static PromptValues Read(PromptBinding prompt, ReadOnlyMemory<byte> json, McpLimitsConfig limits, out string? problem)
    {
        var values = new PromptValues(prompt);
        var problems = new List<string>();
        if (!json.IsEmpty)
        {
            values.Take(json, limits, problems);
        }

        values.Complete(problems);
        problem = problems.Count == 0 ? null : $"arguments of prompt \"{prompt.Name}\": {string.Join("; ", problems.Take(MaxProblems))}.";
        return values;
    }

    /// <summary>The arguments that a request of the prompt sends, as UTF-8 JSON.</summary>
    public byte[] ArgumentsOf(ToolBinding call)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach (var parameter in call.Request.Parameters)
            {
                if (_prompt.IndexOf(parameter.Name) is >= 0 and var index && _values[index] is { } value)
                {
                    writer.WriteString(parameter.NameUtf8, value);
                }
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Echo(string text) => text.Length <= MaxEcho ? text : text[..MaxEcho] + "…";

    private void Take(ReadOnlyMemory<byte> json, McpLimitsConfig limits, List<string> problems)
    {
        try
        {
            using var tape = JsonTape.Parse(json, limits.MaxJsonDepth);
            var end = tape.Next(JsonTape.Root);
            for (var name = JsonTape.Root + 1; name < end && problems.Count < MaxProblems; name = tape.Next(name + 1))
            {
                Take(tape, name, limits.MaxPromptArgumentLength, problems);
            }
        }
        catch (JsonException)
        {
            problems.Add("they are nested too deep or name one twice");
        }
    }

    private void Take(JsonTape tape, int nameNode, int maxLength, List<string> problems)
    {
        var name = tape.GetString(nameNode);
        var index = _prompt.IndexOf(name);
        if (index < 0)
        {
            problems.Add(Unknown(name));
        }
        else if (tape.Kind(nameNode + 1) != JsonTokenType.String)
        {
            problems.Add($"\"{name}\" must be a string");
        }
        else if (tape.HasLoneSurrogate(nameNode + 1))
        {
            problems.Add($"\"{name}\" holds half a surrogate pair, which no text can");
        }
        else
        {
            var value = tape.GetString(nameNode + 1);
            _values[index] = value;
            if (value.Length > maxLength)
            {
                problems.Add($"\"{name}\" has {value.Length} characters and may have {maxLength}");
            }
        }
    }

    private void Complete(List<string> problems)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var argument = _prompt.Arguments[i];
            _values[i] ??= argument.Default;
            if (_values[i] is null && argument.Required && !problems.Exists(p => p.StartsWith($"\"{argument.Name}\"", StringComparison.Ordinal)))
            {
                problems.Add($"\"{argument.Name}\" is required{(argument.Description is { } description ? $" ({description.TrimEnd('.')})" : "")}");
            }
        }
    }

    private string Unknown(string name)
    {
        var known = _prompt.Arguments.Select(a => a.Name).ToList();
        var hint = NearestName.Find(name, known) is { } near ? $"did you mean \"{near}\"?"
            : known.Count == 0 ? "it takes none"
            : $"there are {string.Join(", ", known)}";
        return $"there is no \"{Echo(name)}\" ({hint})";
    }
}
