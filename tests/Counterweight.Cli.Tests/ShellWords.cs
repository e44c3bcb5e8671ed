using System.Text;

namespace Counterweight.Cli.Tests;

/// <summary>Splits a line as a POSIX shell does: words at spaces, what stands in quotes as it is.</summary>
internal static class ShellWords
{
    public static string[] Split(string line)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char? quote = null;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote is not null)
            {
                if (c == quote)
                {
                    quote = null;
                }
                else
                {
                    word!.Append(c);
                }
            }
            else if (c == ' ')
            {
                Add();
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                word ??= new StringBuilder();
            }
            else
            {
                (word ??= new StringBuilder()).Append(c == '\\' ? line[++i] : c);
            }
        }

        Add();
        return [.. words];

        void Add()
        {
            if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }
    }
}
