using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>Requests that cannot be answered.</summary>
internal static class Refusal
{
    /// <summary>Asks the wrong requests with the right one before, between and after them.</summary>
    /// <param name="command">What serves them.</param>
    /// <param name="right">A request that is answered.</param>
    /// <param name="wrong">Others, with the whole reason, or null where the reason is the library's.</param>
    public static async Task AssertEachAsync(string command, string right, params (string Request, string? Reason)[] wrong)
    {
        var answers = await Runner.ServeAsync(command, [right, .. wrong.SelectMany(pair => (string[])[pair.Request, right])]).ConfigureAwait(false);
        for (var i = 0; i < answers.Length; i++)
        {
            if (i % 2 == 0)
            {
                Runner.AssertTime(answers[i]);
            }
            else if (wrong[i / 2].Reason is { } reason)
            {
                Assert.Equal($"refused: {reason}", answers[i]);
            }
            else
            {
                Assert.Matches("^refused: .{20}", answers[i]);
            }
        }
    }
}
