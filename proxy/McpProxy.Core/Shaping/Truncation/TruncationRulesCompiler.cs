using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Shaping.Continuation;
using McpProxy.Tools;

namespace McpProxy.Shaping.Truncation;

/// <summary>Compiles limits.</summary>
/// <param name="limits">The limits.</param>
/// <param name="maxBytes">Bytes of the whole answer; null for no limit.</param>
internal sealed class TruncationRulesCompiler(AnswerLimitsConfig limits, long? maxBytes)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty =>
        maxBytes is null && limits is { MaxItems: null, MaxTotalItems: null, MaxStringBytes: null, MaxDepth: null, MaxTokens: null }
        && limits.Select.Count + limits.ItemsAtLevel.Count + limits.Arrays.Count + limits.Strings.Count + limits.Omit.Count + limits.NullAsEmpty.Count + limits.AddWhenMissing.Count == 0;

    /// <summary>Bytes of the whole answer, of whatever form.</summary>
    public long MaxBytes => Math.Min(maxBytes ?? long.MaxValue, limits.MaxTokens is { } tokens ? TokenEstimate.BytesOf(tokens) : long.MaxValue);

    /// <summary>Adds what is wrong with the limits.</summary>
    /// <param name="path">Their configuration path.</param>
    /// <param name="errors">Where mistakes go.</param>
    public void Check(string path, ConfigErrors errors)
    {
        var bits = 0;
        foreach (var (key, text) in AllPaths())
        {
            if (JsonPath.TryParse(text, out var steps))
            {
                bits += steps.Length + 1;
            }
            else
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", $"'{text}' is not a path to JSON values.", $"Write {JsonPath.Grammar}");
            }
        }

        if (bits > JsonPathSet.MaxBits)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, path, $"The paths have {bits} steps and ends together, {JsonPathSet.MaxBits} are possible.", "Use fewer or shorter paths: one with '..' or '[*]' can stand for several.");
        }

        if (limits is { Continuation: ContinuationKind.Artifact, Count: false })
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Count", "With \"Continuation\": \"Artifact\" the answer is read to its end.", "Remove 'Count', or 'Continuation'.");
        }

        foreach (var (text, _) in limits.AddWhenMissing)
        {
            if (JsonPath.TryParse(text, out var steps) && steps is not [.., { Name: not null }])
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:AddWhenMissing:{text}", $"'{text}' does not end with a name.", "Name the member that is to be added.");
            }
        }

        if (limits.AddWhenMissing.Count > TruncationRules.MaxAdded)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:AddWhenMissing", $"{limits.AddWhenMissing.Count} members are to be added, {TruncationRules.MaxAdded} are possible.");
        }

        if (IsEmpty && limits.Continuation != ContinuationKind.None)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Continuation", "No limit is set beside it: nothing would be cut.", "Set MaxItems or another limit here, or remove 'Continuation'.");
        }

        PagingRules.Check(limits, path, errors);
        for (var i = 0; i < limits.Select.Count; i++)
        {
            if (!SelectionPath.TryParse(limits.Select[i], out _))
            {
                errors.Add(ToolErrorCodes.BadSelect, $"{path}:Select:{i}", $"'{limits.Select[i]}' is not a path to members.", $"Write {SelectionPath.Grammar}.");
            }
        }

        foreach (var (key, limit) in limits.Arrays.Select(a => ($"Arrays:{a.Key}", a.Value)).Concat(limits.Strings.Select(s => ($"Strings:{s.Key}", s.Value))).Concat(limits.ItemsAtLevel.Select((l, i) => ($"ItemsAtLevel:{i}", l))))
        {
            if (limit < 0)
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:{key}", $"{limit} is less than 0.");
            }
        }
    }

    /// <summary>Compiles limits that were checked.</summary>
    /// <param name="maxHeld">See <see cref="TruncationRules.MaxHeld"/>.</param>
    public TruncationRules Compile(int maxHeld = TruncationRules.DefaultMaxHeld)
    {
        var paths = new List<JsonPathStep[]>();
        int Add(string path)
        {
            paths.Add(JsonPath.TryParse(path, out var steps) ? steps : throw new FormatException($"'{path}' is not a path."));
            return paths.Count - 1;
        }

        var arrays = limits.Arrays.Select(a => (Index: Add(a.Key), a.Value)).ToList();
        var strings = limits.Strings.Select(s => (Index: Add(s.Key), s.Value)).ToList();
        var omitted = limits.Omit.Select(Add).ToList();
        var cursors = limits.Cursors.Select(Add).ToList();
        var mended = limits.NullAsEmpty.Select(Add).ToList();
        var added = limits.AddWhenMissing.Select(a => (Index: Add(a.Key), a.Value)).ToList();
        var set = new JsonPathSet(paths);
        ulong Ends(List<int> indexes) => indexes.Aggregate(0UL, (bits, index) => bits | set.EndsOf[index]);
        return new TruncationRules
        {
            MaxItems = limits.MaxItems ?? TruncationRules.Unlimited,
            ItemsAtLevel = [.. limits.ItemsAtLevel],
            MaxTotalItems = limits.MaxTotalItems ?? long.MaxValue,
            MaxStringBytes = limits.MaxStringBytes ?? TruncationRules.Unlimited,
            MaxDepth = limits.MaxDepth ?? TruncationRules.Unlimited,
            MaxBytes = MaxBytes,
            Paths = set,
            Arrays = [.. arrays.Select(a => (set.EndsOf[a.Index], a.Value))],
            Strings = [.. strings.Select(s => (set.EndsOf[s.Index], s.Value))],
            Selection = CompileSelection(),
            Omitted = Ends(omitted),
            Cursors = Ends(cursors),
            NullAsEmpty = Ends(mended),
            Added = [.. added.Select(a => CompileAdded(set.EndsOf[a.Index] >> 1, paths[a.Index][^1].Name!, a.Value))], // checked: it ends with a name
            AddedBefore = added.Aggregate(0UL, (bits, a) => bits | (set.EndsOf[a.Index] >> 1)),
            Note = limits.Note,
            Count = limits.Count,
            CheckSkipped = limits.Check == TruncateCheck.Full,
            KeepValidPart = limits.Malformed == MalformedJson.KeepValid,
            Paging = PagingRules.Of(limits),
            KeepsWhole = limits.Continuation == ContinuationKind.Artifact,
            MaxHeld = maxHeld,
        };
    }

    /// <summary>Compiles what is kept of a value by choice, without what is cut because there is too much of it; null when that is all of it.</summary>
    public TruncationRules? CompileChoice()
    {
        var all = Compile();
        return all.Selection is null && all.Omitted == 0 && all.NullAsEmpty == 0 && all.Added.Count == 0
            ? null
            : new TruncationRules { Paths = all.Paths, Selection = all.Selection, Omitted = all.Omitted, NullAsEmpty = all.NullAsEmpty, Added = all.Added, AddedBefore = all.AddedBefore, Note = false };
    }

    private static AddedMember CompileAdded(ulong before, byte[] name, AddedMemberConfig config) => new(
        before, name, config.Beside is { } beside ? Encoding.UTF8.GetBytes(beside) : null,
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name)}\":\"{JsonEncodedText.Encode(config.Value)}\""));

    private JsonSelection? CompileSelection()
    {
        if (limits.Select.Count == 0)
        {
            return null;
        }

        var selection = new JsonSelection();
        foreach (var path in limits.Select)
        {
            selection.Add(SelectionPath.TryParse(path, out var names) ? names : throw new FormatException($"'{path}' is not a path to members."));
        }

        return selection;
    }

    private IEnumerable<(string Key, string Path)> AllPaths() =>
        limits.Arrays.Keys.Select(k => ($"Arrays:{k}", k))
            .Concat(limits.Strings.Keys.Select(k => ($"Strings:{k}", k)))
            .Concat(limits.Omit.Select((p, i) => ($"Omit:{i}", p)))
            .Concat(limits.Cursors.Select((p, i) => ($"Cursors:{i}", p)))
            .Concat(limits.NullAsEmpty.Select((p, i) => ($"NullAsEmpty:{i}", p)))
            .Concat(limits.AddWhenMissing.Keys.Select(k => ($"AddWhenMissing:{k}", k)));
}
