using System.Buffers;

namespace Counterweight.Cli.Columns;

/// <summary>Writes arguments as a POSIX shell reads them.</summary>
internal static class ShellText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    /// <summary>The argument, in quotes where the shell would change it.</summary>
    public static string Quote(string argument) => argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(Plain)
        ? argument
        : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>An option and its value; joined where the value looks like an option itself.</summary>
    public static string Option(string name, string value) => value is ['-', _, ..]
        ? Quote($"{name}={value}")
        : $"{name} {Quote(value)}";
}
