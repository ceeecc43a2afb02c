using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Naming;

/// <summary>Gives the operations of one import their names: legal, unique whatever the case, and the same at every import of the same documents.</summary>
internal sealed class ToolNames
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes names that were given before; none of them if one is taken.</summary>
    public bool TryReserve(IReadOnlyCollection<string> names)
    {
        if (names.Any(_taken.Contains))
        {
            return false;
        }

        _taken.UnionWith(names);
        return true;
    }

    /// <summary>Names one operation.</summary>
    /// <param name="prefix">Stands before the name; may be empty.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="chosen">The name the operator has chosen, without prefix; null for none.</param>
    /// <param name="note">Why the name is another than one would expect; empty when it is not.</param>
    public string Name(string prefix, ApiOperation operation, string? chosen, out string note)
    {
        note = "";
        var wanted = chosen ?? operation.Id;
        var local = wanted is null ? "" : chosen ?? LegalName.OfTool(wanted);
        if (local.Length == 0)
        {
            local = LegalName.OfTool($"{operation.Method.ToLowerInvariant()}{operation.Path}");
            note = $"It has no operationId; the name is made of its method and path.";
        }
        else if (local != wanted)
        {
            note = $"Its operationId has characters that names may not have.";
        }

        var full = prefix.Length == 0 ? local : $"{prefix}_{local}";
        var name = LegalName.Shorten(full);
        if (name != full)
        {
            note = $"'{full}' is longer than {LegalName.MaxLength} characters.";
        }

        if (_taken.Add(name))
        {
            return name;
        }

        note = $"There is another operation of the name '{name}'.";
        name = LegalName.Distinct(name, operation.Line);
        for (var i = 2; !_taken.Add(name); i++)
        {
            name = LegalName.Distinct(name, $"{operation.Document.Name} {operation.Line} {i}");
        }

        return name;
    }
}
