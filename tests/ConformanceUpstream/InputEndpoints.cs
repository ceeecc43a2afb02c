using System.Text.Json.Nodes;

namespace ConformanceUpstream;

/// <summary>Tools that ask the client for input before they answer.</summary>
internal static class InputEndpoints
{
    private const string Confirm = """{ "confirm": { "method": "elicitation/create", "params": { "message": "Please confirm", "requestedSchema": { "type": "object", "properties": { "ok": { "type": "boolean" } }, "required": [ "ok" ] } } } }""";

    private const string Roots = """{ "client_roots": { "method": "roots/list", "params": {} } }""";

    private const string Everything = """
        {
          "user_name": { "method": "elicitation/create", "params": { "message": "What is your name?", "requestedSchema": { "type": "object", "properties": { "name": { "type": "string" } }, "required": [ "name" ] } } },
          "greeting": { "method": "sampling/createMessage", "params": { "messages": [ { "role": "user", "content": { "type": "text", "text": "Generate a greeting" } } ], "maxTokens": 50 } },
          "client_roots": { "method": "roots/list", "params": {} }
        }
        """;

    private const string Defaults = """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string", "default": "John Doe" },
            "age": { "type": "integer", "default": 30 },
            "score": { "type": "number", "default": 95.5 },
            "status": { "type": "string", "enum": [ "active", "inactive", "pending" ], "default": "active" },
            "verified": { "type": "boolean", "default": true }
          }
        }
        """;

    private const string Enums = """
        {
          "type": "object",
          "properties": {
            "untitledSingle": { "type": "string", "enum": [ "option1", "option2", "option3" ] },
            "titledSingle": { "type": "string", "oneOf": [ { "const": "value1", "title": "First Option" }, { "const": "value2", "title": "Second Option" }, { "const": "value3", "title": "Third Option" } ] },
            "legacyEnum": { "type": "string", "enum": [ "opt1", "opt2", "opt3" ], "enumNames": [ "Option One", "Option Two", "Option Three" ] },
            "untitledMulti": { "type": "array", "items": { "type": "string", "enum": [ "option1", "option2", "option3" ] } },
            "titledMulti": { "type": "array", "items": { "anyOf": [ { "const": "value1", "title": "First Choice" }, { "const": "value2", "title": "Second Choice" }, { "const": "value3", "title": "Third Choice" } ] } }
          }
        }
        """;

    public static void MapInput(this WebApplication app)
    {
        app.MapGet("/fixtures/input/name", (HttpRequest request) => OneAnswer(request, "user_name", Form("What is your name?", Text("name"))));
        app.MapGet("/fixtures/input/question", (HttpRequest request) => OneAnswer(request, "capital_question", Sample("What is the capital of France?")));
        app.MapGet("/fixtures/input/roots", (HttpRequest request) => GivenInput.Read(request) is var given && given.Has("client_roots") ? Say(given) : GivenInput.Ask(Roots));
        app.MapGet("/fixtures/input/state", (HttpRequest request) => GivenInput.Read(request) is { State: "waiting" } given && given.Has("confirm") ? Results.Text("state-ok") : GivenInput.Ask(Confirm, "waiting"));
        app.MapGet("/fixtures/input/everything", (HttpRequest request) =>
            GivenInput.Read(request) is { State: "waiting" } given && given.Has("user_name", "greeting", "client_roots") ? Say(given) : GivenInput.Ask(Everything, "waiting"));
        app.MapGet("/fixtures/input/steps", Steps);
        app.MapGet("/fixtures/input/prompt", Prompt);
        app.MapGet("/fixtures/input/defaults", (HttpRequest request) => OneAnswer(request, "values", Form("Please review the values", Defaults)));
        app.MapGet("/fixtures/input/enums", (HttpRequest request) => OneAnswer(request, "choices", Form("Please choose", Enums)));
        app.MapGet("/fixtures/input/sampling", (HttpRequest request, string prompt) => OneAnswer(request, "answer", Sample(prompt)));
        app.MapGet("/fixtures/input/elicitation", (HttpRequest request, string message) => OneAnswer(request, "user", Form(message,
            """{ "type": "object", "properties": { "username": { "type": "string", "description": "User's response" }, "email": { "type": "string", "description": "User's email address" } }, "required": [ "username", "email" ] }""")));
    }

    private static IResult OneAnswer(HttpRequest request, string name, JsonNode question) =>
        GivenInput.Read(request) is var given && given.Has(name) ? Say(given) : GivenInput.Ask(new JsonObject { [name] = question }.ToJsonString());

    private static IResult Say(GivenInput given) => Results.Text($"The client answered: {given.Answers.ToJsonString()}");

    private static IResult Steps(HttpRequest request) => GivenInput.Read(request) switch
    {
        { State: "step-1" } given when given.Has("step1") =>
            GivenInput.Ask(new JsonObject { ["step2"] = Form("Step 2: What is your favorite color?", Text("color")) }.ToJsonString(), "step-2"),
        { State: "step-2" } given when given.Has("step2") => Say(given),
        _ => GivenInput.Ask(new JsonObject { ["step1"] = Form("Step 1: What is your name?", Text("name")) }.ToJsonString(), "step-1"),
    };

    private static IResult Prompt(HttpRequest request)
    {
        var given = GivenInput.Read(request);
        if (!given.Has("user_context"))
        {
            return GivenInput.Ask(new JsonObject { ["user_context"] = Form("What context should the prompt use?", Text("context")) }.ToJsonString());
        }

        var content = new JsonObject { ["type"] = "text", ["text"] = $"Use this context: {given.Answers["user_context"]!["content"]?["context"]}" };
        return Results.Text(new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content }) }.ToJsonString(), "application/json");
    }

    private static string Text(string property) => $$"""{ "type": "object", "properties": { "{{property}}": { "type": "string" } }, "required": [ "{{property}}" ] }""";

    private static JsonObject Form(string message, string schema) => new()
    {
        ["method"] = "elicitation/create",
        ["params"] = new JsonObject { ["message"] = message, ["requestedSchema"] = JsonNode.Parse(schema) },
    };

    private static JsonObject Sample(string text) => new()
    {
        ["method"] = "sampling/createMessage",
        ["params"] = new JsonObject
        {
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonObject { ["type"] = "text", ["text"] = text } }),
            ["maxTokens"] = 100,
        },
    };
}
