using System.Text.Json.Nodes;

namespace ConformanceUpstream;

/// <summary>
/// The configuration layer that this upstream owns: its own address, and a tool and a prompt that are renamed at every change,
/// so that the gateway reloads and lists others than before.
/// </summary>
internal sealed class ConfigurationLayer(string file)
{
    private readonly Lock _writing = new();
    private string _address = "";
    private int _toolChanges;
    private int _promptChanges;

    private string Tool => $"changing_tool_{_toolChanges}";

    private string Prompt => $"changing_prompt_{_promptChanges}";

    public void Write(string address)
    {
        lock (_writing)
        {
            _address = address;
            Replace();
        }
    }

    /// <summary>Renames the changing tool and returns its new name.</summary>
    public string ChangeTool()
    {
        lock (_writing)
        {
            _toolChanges++;
            Replace();
            return Tool;
        }
    }

    /// <summary>Renames the changing prompt and returns its new name.</summary>
    public string ChangePrompt()
    {
        lock (_writing)
        {
            _promptChanges++;
            Replace();
            return Prompt;
        }
    }

    /// <summary>Written beside the file and moved over it: the gateway never sees half a layer.</summary>
    private void Replace()
    {
        var next = file + ".next";
        File.WriteAllText(next, Content().ToJsonString());
        File.Move(next, file, overwrite: true);
    }

    private JsonObject Content() => new()
    {
        ["ReverseProxy"] = new JsonObject
        {
            ["Clusters"] = new JsonObject
            {
                ["fixtures"] = new JsonObject
                {
                    ["Destinations"] = new JsonObject { ["upstream"] = new JsonObject { ["Address"] = _address } },
                },
            },
        },
        ["Mcp"] = new JsonObject
        {
            ["Tools"] = new JsonObject
            {
                [Tool] = new JsonObject
                {
                    ["Route"] = "fixtures",
                    ["Request"] = "GET /fixtures/text",
                    ["Description"] = "A tool whose name changes each time test_trigger_tool_change is called.",
                },
            },
            ["Prompts"] = new JsonObject
            {
                [Prompt] = new JsonObject
                {
                    ["Description"] = "A prompt whose name changes each time test_trigger_prompt_change is called.",
                    ["Messages"] = new JsonArray(new JsonObject { ["Text"] = "Nothing." }),
                },
            },
        },
    };
}
