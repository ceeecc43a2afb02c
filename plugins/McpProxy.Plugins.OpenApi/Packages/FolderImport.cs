using McpProxy.Configuration.Imports;
using McpProxy.Plugins.OpenApi.Documents;
using McpProxy.Plugins.OpenApi.Naming;
using McpProxy.Plugins.OpenApi.Options;

namespace McpProxy.Plugins.OpenApi.Packages;

/// <summary>Imports a folder: all of its documents, or those that are chosen where <c>packages.json</c> or the options say so. Each stands for itself.</summary>
internal sealed class FolderImport(ImportRun run, ImportRequest request, OpenApiOptions options)
{
    private const int MostNames = 10;

    public void Import(string path, CancellationToken cancellationToken)
    {
        run.AddSource(ImportSource.Of(path));
        var folder = DocumentFolder.Read(path);
        if (ReadPackages(folder) is not { } packages)
        {
            return;
        }

        var list = ListOf(folder.HasPackages);
        if (list is null && !folder.HasPackages)
        {
            AddAll(folder, packages, folder.Documents, isChosen: false, cancellationToken);
            return;
        }

        var before = request.Errors.Count;
        var resolver = new PackageResolver(packages, folder);
        Choose(resolver, packages, list);
        var documents = folder.Documents.Where(d => resolver.Chosen.Contains(DocumentFolder.StemOf(d))).ToList();
        if (request.Errors.Count == before && documents.Count == 0)
        {
            request.Errors.Add(OpenApiErrorCodes.Unreadable, list?.Path ?? $"{request.Path}:Packages", $"None of the chosen documents is in {path}.");
        }

        AddAll(folder, packages, documents, isChosen: true, cancellationToken);
    }

    private PackageFile? ReadPackages(DocumentFolder folder)
    {
        if (!folder.HasPackages)
        {
            return PackageFile.None;
        }

        var files = new DocumentFiles(folder.Path);
        try
        {
            return PackageFile.Parse(files.ReadBytes(folder.PackagesPath));
        }
        catch (DocumentException e)
        {
            run.Refuse(e, PackageFile.Name);
            return null;
        }
        finally
        {
            foreach (var source in files.Sources)
            {
                run.AddSource(source);
            }
        }
    }

    /// <summary>What is asked for: the configuration comes before the environment, which may be meant for another program.</summary>
    private PackageList? ListOf(bool mayAskEnvironment)
    {
        if (options.Packages is { } configured && PackageList.Read(configured) is { Count: > 0 } names)
        {
            return new PackageList(names, $"{request.Path}:Packages", "Packages");
        }

        foreach (var variable in mayAskEnvironment ? options.PackagesVariables : [])
        {
            if (PackageList.Split(Environment.GetEnvironmentVariable(variable) ?? "") is { Count: > 0 } set)
            {
                return new PackageList(set, $"{request.Path}:PackagesVariables", variable);
            }
        }

        return null;
    }

    private void Choose(PackageResolver resolver, PackageFile packages, PackageList? list)
    {
        if (list is null)
        {
            if (packages.Defaults.Count == 0)
            {
                request.Errors.Add(OpenApiErrorCodes.UnknownPackage, $"{request.Path}:Packages", $"{PackageFile.Name} has no defaults, and nobody says which packages are wanted.", "Name them, or write '*' for all documents.");
            }

            resolver.ChooseAll(packages.Defaults);
        }

        foreach (var name in list?.Names ?? [])
        {
            if (!resolver.TryChoose(name, byName: true))
            {
                request.Errors.Add(OpenApiErrorCodes.UnknownPackage, list!.Path, $"There is no package '{Excerpt.Of(name)}', which {list.Place} names.", resolver.Suggest(name));
            }
        }

        foreach (var (package, document, _) in resolver.Missing.Where(m => m.ByName))
        {
            request.Errors.Add(OpenApiErrorCodes.Unreadable, list!.Path, $"The package '{Excerpt.Of(package)}', which {list.Place} names, has no document: {Excerpt.Of(document)}.json is not in the folder.");
        }

        Warn("has no document in the folder for", resolver.Missing.Where(m => !m.ByName).Select(m => m.Package));
        Warn("lists names in 'groups' or 'defaults' that mean nothing:", resolver.Dangling);
    }

    private void Warn(string what, IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0)
        {
            run.Warn($"{PackageFile.Name} {what} {string.Join(", ", all.Take(MostNames).Select(n => Excerpt.Of(n)))}{(all.Count > MostNames ? $" and {all.Count - MostNames} more" : "")}.");
        }
    }

    private void AddAll(DocumentFolder folder, PackageFile packages, IEnumerable<string> documents, bool isChosen, CancellationToken cancellationToken)
    {
        var files = documents.Select(d => new DocumentFile(d, folder.Path, PrefixOf(folder, packages, DocumentFolder.StemOf(d)))).ToList();
        run.ReadAhead(files, cancellationToken);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            run.AddFileOf(file, isChosen);
        }
    }

    /// <summary>Where there are packages, every document has a prefix, if only its own name: those of different documents are not alike then.</summary>
    private string PrefixOf(DocumentFolder folder, PackageFile packages, string stem)
    {
        var own = LegalName.OfTool(packages.Prefixes.GetValueOrDefault(stem) ?? (folder.HasPackages ? stem : ""));
        return own.Length == 0 || options.Prefix.Length == 0 ? own + options.Prefix : $"{options.Prefix}_{own}";
    }
}
