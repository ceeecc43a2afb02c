namespace McpProxy.IntegrationTests.Disclosure;

/// <summary>
/// A document in the manner of the largest ones of the Amazon Ads API: 40 operations on shared schemas, bodies that are rooted in <c>oneOf</c> and <c>allOf</c>, long enums,
/// long descriptions, and answers that say everything again.
/// </summary>
internal static class LargeDocument
{
    private const int Operations = 40;
    private const string Sentence = "Identifies the thing in the marketplace where it was made. The following table lists what there is:\\n|Name|Meaning|\\n|-----|-----|\\n|ONE|The first of them, as it stands in the report.|";

    public static string Make() => $$"""
        {
          "openapi": "3.0.1",
          "info": { "title": "Large", "version": "1" },
          "paths": { {{Many(Operations, Operation)}} },
          "components": {
            "schemas": {
              "State": { "type": "string", "description": "{{Sentence}}", "enum": [ {{Many(40, i => $"\"STATE_{i}\"")}} ] },
              {{Many(Operations, i => $"\"Thing{i}\": {Thing(i, isAnswer: false)}, \"Other{i}\": {Thing(i + 100, isAnswer: false)}, \"Answer{i}\": {Thing(i, isAnswer: true)}")}}
            }
          }
        }
        """;

    private static string Operation(int i) => $$"""
        "/things{{i}}/{id}": { "put": {
          "operationId": "update{{i}}",
          "description": "{{Sentence}} {{Sentence}} {{Sentence}}",
          "parameters": [
            { "name": "id", "in": "path", "required": true, "description": "{{Sentence}}", "schema": { "type": "string" } },
            { "name": "Client-Id", "in": "header", "required": true, "description": "{{Sentence}}", "schema": { "type": "string" } }
          ],
          "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "{{(i % 2 == 0 ? "oneOf" : "allOf")}}": [ { "$ref": "#/components/schemas/Thing{{i}}" }, { "$ref": "#/components/schemas/Other{{i}}" } ] } } } },
          "responses": {
            "200": { "description": "{{Sentence}}", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Answer{{i}}" } } } },
            "400": { "description": "{{Sentence}}", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Answer{{i}}" } } } }
          }
        } }
        """;

    private static string Thing(int number, bool isAnswer) => $$"""
        { "type": "object", "title": "A thing", "description": "{{Sentence}}", "properties": {
          "state{{number}}": { "$ref": "#/components/schemas/State" },
          {{Many(isAnswer ? 20 : 10, j => $$"""
            "field{{number}}_{{j}}": { "type": "string", "description": "{{Sentence}}", "example": "an example of a value, which may be long" }
            """)}} } }
        """;

    private static string Many(int count, Func<int, string> make) => string.Join(',', Enumerable.Range(0, count).Select(make));
}
