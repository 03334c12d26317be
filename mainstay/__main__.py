from mainstay.cli import main

main()
