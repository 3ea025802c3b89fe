#!/usr/bin/env dotnet
// Says in a room what GitHub, GitLab or a script of your own reports to the web hook.
#:package LanTalk.Plugins@3.0.0
#:property PublishAot=false
using System.Text.Json;
using LanTalk.Plugins;

const int LongestLine = 400;

var plugin = new Plugin("ci-hook", "Says what builds report.", "1.0");
plugin.Needs("say");
var room = plugin.Option("room", "The room in which it is said.", "lobby");

plugin.OnHook(async call =>
{
    var line = Report.Read(call.Body, call.ContentType);
    if (line is null)
    {
        return "nothing to say";
    }

    await plugin.SayAsync(line.Length > LongestLine ? $"{line[..LongestLine]}…" : line, room.Value);
    return "said";
});
await plugin.RunAsync();

/// <summary>What somebody reports, as one line.</summary>
internal static class Report
{
    /// <summary>The line; null if there is nothing to say yet.</summary>
    public static string? Read(string body, string contentType)
    {
        if (contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            && body.StartsWith("payload=", StringComparison.Ordinal))
        {
            // GitHub's other form.
            body = Uri.UnescapeDataString(body["payload=".Length..].Replace('+', ' '));
        }

        if (!body.TrimStart().StartsWith('{'))
        {
            return FirstLine(body) ?? throw new RefusedException("Send a line of text, or JSON as GitHub and GitLab do.");
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new RefusedException($"The body is not valid JSON: {e.Message}");
        }
    }

    private static string? Read(JsonElement report) =>
        Get(report, "workflow_run") is { } run ? Workflow(report, run)
        : Text(report, "object_kind") is "pipeline" ? Pipeline(report)
        : Get(report, "commits") is { ValueKind: JsonValueKind.Array } commits ? Push(report, commits)
        : Get(report, "zen") is not null ? "GitHub is connected."
        : FirstLine(Text(report, "text") ?? Text(report, "message") ?? Text(report, "status"))
            ?? throw new RefusedException(
                "There is nothing here that I know: send a field 'text', or what GitHub sends of workflow runs and pushes, or GitLab of pipelines.");

    private static string? Workflow(JsonElement report, JsonElement run) => Text(report, "action") != "completed" ? null
        : Line(
            Text(report, "repository", "full_name"),
            Text(run, "head_branch"),
            $"{Text(run, "name")} {Outcome(Text(run, "conclusion"))}",
            Text(run, "html_url"));

    private static string? Pipeline(JsonElement report) => Text(report, "object_attributes", "status") is not ("success" or "failed" or "canceled") ? null
        : Line(
            Text(report, "project", "path_with_namespace"),
            Text(report, "object_attributes", "ref"),
            $"pipeline {Outcome(Text(report, "object_attributes", "status"))}",
            Text(report, "object_attributes", "url") ?? Text(report, "project", "web_url"));

    private static string? Push(JsonElement report, JsonElement commits)
    {
        // A branch that is removed is pushed without commits.
        var count = commits.GetArrayLength();
        if (count == 0)
        {
            return null;
        }

        var who = Text(report, "user_name") ?? Text(report, "pusher", "name") ?? "Somebody";
        var last = FirstLine(Text(commits[count - 1], "message"));
        return Line(
            Text(report, "repository", "full_name") ?? Text(report, "project", "path_with_namespace"),
            Text(report, "ref")?.Replace("refs/heads/", "", StringComparison.Ordinal),
            $"{who} pushed {count} commit{(count == 1 ? "" : "s")}: {last}",
            Text(report, "compare"));
    }

    private static string Outcome(string? outcome) => outcome switch
    {
        "success" => "succeeded.",
        "failure" or "failed" => "FAILED.",
        null => "ended.",
        _ => $"ended: {outcome}.",
    };

    private static string Line(string? project, string? branch, string text, string? address)
    {
        var place = branch is null ? project ?? "?" : $"{project ?? "?"} ({branch})";
        var link = address?.StartsWith("https://", StringComparison.Ordinal) == true ? $" {address}" : "";
        return $"{place}: {text}{link}";
    }

    private static string? FirstLine(string? text) =>
        text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();

    private static JsonElement? Get(JsonElement report, string field) =>
        report.ValueKind == JsonValueKind.Object && report.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static string? Text(JsonElement report, params ReadOnlySpan<string> path)
    {
        foreach (var field in path)
        {
            if (Get(report, field) is not { } value)
            {
                return null;
            }

            report = value;
        }

        return report.ValueKind == JsonValueKind.String ? report.GetString() : null;
    }
}
