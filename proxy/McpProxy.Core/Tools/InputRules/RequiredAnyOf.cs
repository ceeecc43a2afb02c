using System.Text;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.InputRules;

/// <summary>Arguments of which a call must give at least one. Immutable.</summary>
internal sealed class RequiredAnyOf(IReadOnlyList<string> names)
{
    private readonly byte[][] _names = [.. names.Select(Encoding.UTF8.GetBytes)];

    public IReadOnlyList<string> Names => names;

    /// <summary>What callers are told before.</summary>
    public string Sentence { get; } = names.Count == 1 ? $"Requires {names[0]}." : $"Requires at least one of {string.Join(", ", names)}.";

    /// <summary>What callers are told who did not heed it.</summary>
    public SchemaViolation Violation { get; } = new("", "required", names.Count == 1 ? $"'{names[0]}' is missing." : $"At least one of '{string.Join("', '", names)}' is needed.", null);

    public bool IsMet(JsonTape arguments)
    {
        foreach (var name in _names)
        {
            if (arguments.TryGetProperty(JsonTape.Root, name, out _))
            {
                return true;
            }
        }

        return false;
    }
}
