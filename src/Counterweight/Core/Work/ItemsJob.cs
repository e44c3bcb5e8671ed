namespace Counterweight.Core.Work;

/// <summary>Items that a delegate runs, each in the caller's execution context: what one changes there ends with it, whoever runs it.</summary>
/// <param name="body">Runs one.</param>
internal readonly struct ItemsJob(Action<int> body) : IWorkJob<ItemsJob>
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();

    public void Run(int item)
    {
        if (context is null)
        {
            body(item);
        }
        else if (ReferenceEquals(context, ExecutionContext.Capture()))
        {
            try
            {
                body(item);
            }
            finally
            {
                if (!ReferenceEquals(context, ExecutionContext.Capture()))
                {
                    ExecutionContext.Restore(context);
                }
            }
        }
        else
        {
            ExecutionContext.Run(context, static state => Run(((Action<int> Body, int Item))state!), (body, item));
        }
    }

    private static void Run((Action<int> Body, int Item) work) => work.Body(work.Item);
}
