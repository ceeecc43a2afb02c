using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration.Presets;

/// <summary>Keeps what was bound, so that tests can look at it.</summary>
internal sealed class PresetSampleDescriptor : ISectionDescriptor
{
    public const string Full = """
        {
          // Comments are fine.
          "Url": "https://preset.example/",
          "Times": 3,
          "Names": [ "a", "b", "c" ],
          "Body": { "grant": "refresh", "Nested": { "One": 1 }, "list": [ 1, 2 ] },
          "Headers": { "X-A": "a", "X-B": "b" },
          "Arguments": { "q": "string! What to find" }
        }
        """;

    public string Key => "Sample";

    public string Description => "A sample.";

    public Type OptionsType => typeof(PresetSampleOptions);

    public bool IsMap => true;

    public IReadOnlyDictionary<string, string> Presets { get; init; } = new Dictionary<string, string>
    {
        ["full"] = Full,
        ["half"] = """{ "Times": 2 }""",
        ["wrong"] = """{ "Url": "u", "Times": 70, "Headers": { "X-A": { "odd": 1 } }, "Tmies": 1 }""",
        ["broken"] = """{ "Url": """,
    };

    public Dictionary<string, PresetSampleOptions> Bound { get; } = [];

    public void Validate(object options, string path, ConfigErrors errors) => Bound[path] = (PresetSampleOptions)options;
}
