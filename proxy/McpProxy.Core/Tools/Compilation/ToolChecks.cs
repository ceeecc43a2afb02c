using System.Buffers;
using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.Tools.Compilation;

/// <summary>Checks the keys of one tool that need neither its route nor its request.</summary>
/// <param name="name">Its name.</param>
/// <param name="tool">The tool.</param>
/// <param name="path">Where it stands in the configuration.</param>
/// <param name="errors">Collects every mistake.</param>
internal sealed class ToolChecks(string name, ToolConfig tool, string path, ConfigErrors errors)
{
    /// <summary>MCP allows 128, but clients prefix names with the server's and cap the sum at 64.</summary>
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether a text can be the name of a tool.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    public void Check()
    {
        CheckName();
        CheckInputs();
        CheckDefinitions();
        HeaderChecks.CheckForward(tool.ForwardHeaders, $"{path}:ForwardHeaders", errors);
        IconChecks.Check(tool.Icons, $"{path}:Icons", errors);
    }

    private void CheckName()
    {
        if (name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            errors.Add(ToolErrorCodes.IllegalName, path, $"'{name}' is not a name.", "Use letters, digits, '_', '.' and '-'.");
        }

        if (name.Length > MaxNameLength)
        {
            errors.Add(ToolErrorCodes.NameTooLong, path, $"The name is {name.Length} characters long.", $"Clients take at most {MaxNameLength}.");
        }
    }

    private void CheckInputs()
    {
        var given = new List<string>(3);
        if (tool.Parameters is { Count: > 0 })
        {
            given.Add("Parameters");
        }

        if (tool.InputSchema is not null)
        {
            given.Add("InputSchema");
        }

        if (tool.OpenApi is not null)
        {
            given.Add("OpenApi");
        }

        if (given.Count > 1)
        {
            errors.Add(ToolErrorCodes.SeveralInputs, path, $"The tool has {string.Join(" and ", given)}.", "Keep exactly one of Parameters, InputSchema and OpenApi.");
        }
        else if (tool.OpenApi is not null)
        {
            errors.Add(ToolErrorCodes.OpenApiUnavailable, $"{path}:OpenApi", "No plugin of this host reads OpenAPI documents.", "Declare Parameters or an InputSchema.");
        }
    }

    private void CheckDefinitions()
    {
        if (tool.Definitions is not { } definitions)
        {
            return;
        }

        if (definitions.ValueKind != JsonValueKind.Object)
        {
            errors.Add(ToolErrorCodes.BadSchemaKeyword, $"{path}:Definitions", "'Definitions' is not an object of JSON Schemas.", "Write an object.");
        }
        else if (tool.InputSchema is not null)
        {
            errors.Add(ToolErrorCodes.ConflictingKeys, $"{path}:Definitions", "Definitions belong to Parameters.", "Put them into the InputSchema, under '$defs'.");
        }
    }
}
