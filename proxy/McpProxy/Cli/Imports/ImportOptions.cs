using System.CommandLine;
using System.Text.RegularExpressions;

namespace McpProxy.Host.Cli.Imports;

/// <summary>The argument and the options that say what is imported.</summary>
internal sealed partial class ImportOptions
{
    private readonly Argument<string> _document = new("DOCUMENT") { Description = "An OpenAPI document: a file, a folder of them, or a URL." };
    private readonly Option<string?> _name = new("--name") { Description = "Name of the import, and of a cluster that is made. Default: that of the document.", HelpName = "NAME" };
    private readonly Option<string?> _cluster = new("--cluster") { Description = "The cluster that the operations are sent to. Default: one is made for each server that the document names.", HelpName = "NAME" };
    private readonly Option<string?> _address = new("--address") { Description = "Makes the cluster, with this address.", HelpName = "URL" };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "Stands before the name of each tool, followed by '_'.", HelpName = "TEXT" };
    private readonly Option<string[]> _package = new("--package") { Description = "Of a folder with packages.json: import this alias, package, group or document; * stands for all. May be repeated. Default: what the file says.", HelpName = "NAME", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
    private readonly Option<string[]> _include = Patterns("--include", "Import these operations only: an operationId, a path, a method, a method and a path, or tag:NAME; * stands for any characters. May be repeated.");
    private readonly Option<string[]> _exclude = Patterns("--exclude", "Leave these out, whatever is included. May be repeated.");

    public ImportOptions(Command command)
    {
        command.Add(_document);
        Option[] options = [_name, _cluster, _address, _prefix, _package, _include, _exclude];
        foreach (var option in options)
        {
            command.Add(option);
        }

        _address.Validators.Add(result =>
        {
            if (!DocumentImport.IsUrl(result.GetValueOrDefault<string?>() ?? ""))
            {
                result.AddError($"'{result.GetValueOrDefault<string?>()}' is no address of a server. Write e.g. https://api.example.com.");
            }
        });
        Require(_name, Name(), "A name has up to 64 letters, digits, '_' and '-'.");
        Require(_prefix, Prefix(), "A prefix has up to 32 letters, digits, '_' and '-'.");
    }

    public DocumentImport Read(ParseResult parsed)
    {
        var document = parsed.GetRequiredValue(_document);
        return new DocumentImport(parsed.GetValue(_name) ?? DocumentImport.NameOf(document), document)
        {
            Cluster = parsed.GetValue(_cluster),
            Address = parsed.GetValue(_address) is { } address ? new Uri(address) : null,
            Prefix = parsed.GetValue(_prefix) ?? "",
            Packages = parsed.GetValue(_package) ?? [],
            Include = parsed.GetValue(_include) ?? [],
            Exclude = parsed.GetValue(_exclude) ?? [],
        };
    }

    private static Option<string[]> Patterns(string name, string description) =>
        new(name) { Description = description, HelpName = "PATTERN", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    private static void Require(Option<string?> option, Regex pattern, string problem) => option.Validators.Add(result =>
    {
        if (!pattern.IsMatch(result.GetValueOrDefault<string?>() ?? ""))
        {
            result.AddError(problem);
        }
    });

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Za-z0-9_-]{0,32}$")]
    private static partial Regex Prefix();
}
